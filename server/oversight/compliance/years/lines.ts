const NEWLINE = 0x0a;

/** A file is not made of such lines. */
export class LineError extends Error {}

/**
 * Lines of text in UTF-8, without their ends, from pieces of any length. The last one needs an end too. Throws `LineError` for a line that is
 * too long, is not UTF-8 or has no end.
 */
export async function* linesIn(pieces: AsyncIterable<Uint8Array>, longestBytes: number): AsyncGenerator<string> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      const rest = piece.subarray(start, end);
      if (heldBytes + rest.length > longestBytes) throw new LineError('a line is too long');
      const line = held.length === 0 ? rest : Buffer.concat([...held, rest]);
      [held, heldBytes, start] = [[], 0, end + 1];
      yield textOf(line);
    }
    if (start === piece.length) continue;
    held.push(Uint8Array.from(piece.subarray(start)));
    heldBytes += piece.length - start;
    if (heldBytes > longestBytes) throw new LineError('a line is too long');
  }
  if (heldBytes > 0) throw new LineError('the last line has no end');
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new LineError('a line is not UTF-8', { cause });
  }
}
