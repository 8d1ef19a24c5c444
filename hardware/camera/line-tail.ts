const LONGEST_LINE = 500;

/** Splits a program's output into lines in bounded memory. Lines may be of any length and arrive in pieces. */
export function lineTail(onLine: (line: string) => void): (bytes: Uint8Array) => void {
  let line = '';
  return (bytes) => {
    for (const part of Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString('latin1')
      .split(/(\r|\n)/)) {
      if (part !== '\r' && part !== '\n') {
        line = (line + part).slice(0, LONGEST_LINE);
      } else if (line !== '') {
        onLine(line);
        line = '';
      }
    }
  };
}
