const LONGEST_LINE = 500;

/** Cuts what a program says into lines, however long they are and wherever they are cut, in bounded memory. */
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
