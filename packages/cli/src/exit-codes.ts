/** How a command ends. The same numbers for every command, so that a script need not know which one it ran. */
export const EXIT = {
  /** It did what was asked, and there is nothing to complain about. */
  ok: 0,
  /** It did what was asked, and the answer is no: not full marks, a test that fails, no adapter that works. */
  no: 1,
  /** It could not do what was asked: wrong arguments, nothing to grade, a file that is not there. */
  usage: 2,
  /** Something of Dawnbook itself went wrong. */
  internal: 3,
  /** Somebody pressed Ctrl-C (128 + the number of SIGINT, as shells have it). */
  interrupted: 130,
} as const;

/** For the end of every `--help`. */
export const EXIT_CODES_HELP = `
Exit codes:
  0    done, and all is well
  1    done, but not all is well: less than full marks, a failing test, no adapter that works
  2    not done: wrong arguments, or nothing there to work on
  3    an error of Dawnbook itself
  130  interrupted`;
