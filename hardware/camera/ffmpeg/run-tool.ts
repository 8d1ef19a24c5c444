import type { Clock } from '../../host/clock.ts';
import { openPrivateSocket } from '../private-socket.ts';
import { startProgram } from '../child-process.ts';

export interface ToolAnswer {
  readonly found: boolean;
  /** Standard output and standard error. */
  readonly output: string;
  readonly lines: readonly string[];
}

const WITHIN_MS = 1_500;
const LARGEST_ANSWER_BYTES = 262_144;

/** Runs a short command to its end. Output beyond 256 KiB is dropped. The command is killed after 1.5 s. */
export async function runTool(
  clock: Clock,
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<ToolAnswer> {
  const chunks: Buffer[] = [];
  const lines: string[] = [];
  let size = 0;
  let heardAll: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    heardAll = resolve;
  });
  const socket = await openPrivateSocket(
    (bytes) => {
      if (size < LARGEST_ANSWER_BYTES) chunks.push(Buffer.from(bytes));
      size += bytes.length;
    },
    () => heardAll(),
  );
  const onLine = (line: string) => void (lines.length < 500 && lines.push(line));
  const tool = startProgram({ clock, program, args, output: socket.childEnd, onLine });
  socket.childEnd.destroy();
  const stop = () => void tool.kill();
  const cancel = clock.after(WITHIN_MS, stop);
  signal.addEventListener('abort', stop, { once: true });
  const how = await tool.ended;
  await all;
  cancel();
  signal.removeEventListener('abort', stop);
  socket.close();
  signal.throwIfAborted();
  return { found: how !== 'not-found', output: Buffer.concat(chunks).toString('utf8'), lines };
}
