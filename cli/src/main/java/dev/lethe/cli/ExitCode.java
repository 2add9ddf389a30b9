package dev.lethe.cli;

/** The exit codes that scripts may rely on. */
enum ExitCode {
  DONE(0),
  OUR_BUG(1),
  BAD_USAGE(2),
  REFUSED(3),
  NOT_VERIFIED(4),
  OUTSIDE_FAILED(5),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
