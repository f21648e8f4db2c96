/** Runs something in which a site file may have its say: to end the process would leave nothing said and nothing written. */
export function withoutExit<T>(run: () => T): T {
  const { exit } = process;
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ''}) in a site file would end the run before it is told what is wrong`);
  };
  try {
    return run();
  } finally {
    process.exit = exit;
  }
}
