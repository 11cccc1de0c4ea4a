import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pristine } from './pristine.ts';

/** The files that are not as they were. */
export function changedFiles(assignmentDir: string, { files }: Pristine): Pristine['files'] {
  return files.filter(({ path, content }) => {
    const target = join(assignmentDir, path);
    return !existsSync(target) || readFileSync(target, 'utf8') !== content;
  });
}

/** The folder for copies made by a reset at some time. */
export function backupFolder(assignmentDir: string, exerciseId: string, at: Date): string {
  const time = at.toISOString().replaceAll(':', '-').replace('.', '-');
  return join(assignmentDir, '.dawnbook', 'backup', `${time}-${exerciseId}`);
}

/** Copies what is there into the backup folder, then writes the pristine files. */
export function restore(assignmentDir: string, files: Pristine['files'], backup: string): void {
  for (const { path } of files) {
    if (!existsSync(join(assignmentDir, path))) continue;
    mkdirSync(dirname(join(backup, path)), { recursive: true });
    copyFileSync(join(assignmentDir, path), join(backup, path));
  }
  for (const { path, content } of files) {
    const target = join(assignmentDir, path);
    mkdirSync(dirname(target), { recursive: true });
    const temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, content);
    renameSync(temporary, target);
  }
}
