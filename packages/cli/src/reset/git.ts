import { execFileSync } from 'node:child_process';
import { UserError } from '../errors.ts';

const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

/** Git in a folder. Commands are given as arguments, never as a line for a shell. */
export class Git {
  readonly #folder: string;

  /** @throws {@link UserError} when Git is not installed, or the folder is not in a repository with commits */
  constructor(folder: string) {
    this.#folder = folder;
    if (this.#run(['rev-parse', '--verify', 'HEAD']) === undefined) {
      throw new UserError(
        `stubs come from the history of the workbook, and Git finds none in ${folder} (\`git log\` says why); in a fresh clone, copy the stub from there`,
      );
    }
  }

  /** The full id of a commit, or `undefined` when there is none of this name. */
  commit(name: string): string | undefined {
    return this.#run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])?.trim();
  }

  /** Commits that changed something below a path, newest first. */
  commitsOn(path: string): string[] {
    return this.#lines(['log', '--format=%H', 'HEAD', '--', path]);
  }

  /** `2026-09-01, Assignment 1: stubs` */
  describe(commit: string): string {
    return this.#run(['log', '-1', '--format=%cs, %s', commit])!.trim();
  }

  /**
   * How many lines of each file in a commit match one of some POSIX extended regular expressions.
   *
   * @returns paths relative to the folder; only files with such lines
   */
  countLines(commit: string, patterns: readonly string[], path: string): Map<string, number> {
    const options = patterns.flatMap((pattern) => ['-e', pattern]);
    const lines = this.#lines(['grep', '--count', '--extended-regexp', ...options, commit, '--', path]);
    return new Map(
      lines.map((line) => {
        // commit:path:count
        const end = line.lastIndexOf(':');
        return [line.slice(commit.length + 1, end), Number(line.slice(end + 1))];
      }),
    );
  }

  /** The content of a file in a commit. */
  read(commit: string, path: string): string {
    return this.#run(['show', `${commit}:./${path}`])!;
  }

  #lines(args: readonly string[]): string[] {
    return (this.#run(args) ?? '').split('\n').filter((line) => line !== '');
  }

  /** What Git prints; `undefined` when it ends with an error, or (`grep`) finds nothing. */
  #run(args: readonly string[]): string | undefined {
    try {
      return execFileSync('git', ['-C', this.#folder, ...args], {
        encoding: 'utf8',
        maxBuffer: MAX_OUTPUT_BYTES,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      const { code, status } = error as { code?: string; status?: number | null };
      if (code === 'ENOENT') throw new UserError('stubs come from Git, and git is not installed; install it');
      if (typeof status === 'number') return undefined;
      throw error;
    }
  }
}
