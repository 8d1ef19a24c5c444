import { type DetectionEvent, detectionEventSchema } from '../../../server/oversight/detection/events/event.ts';

/** Longest line. Longer ones are refused before they are parsed. */
const LONGEST_LINE = 4_096;

/**
 * Reads events from lines of JSON, in the order of time.
 * @throws Error that names the line, for a line that is too long, is not an event, or is earlier than its predecessor
 */
export function* readEvents(lines: Iterable<string>): Generator<DetectionEvent> {
  let [number, latest] = [0, 0];
  for (const line of lines) {
    number += 1;
    if (line.trim() === '') continue;
    const event = eventOf(line);
    if (event === undefined) throw new Error(`line ${number} is not an event`);
    if (event.at < latest) throw new Error(`line ${number} is earlier than the line before it`);
    latest = event.at;
    yield event;
  }
}

function eventOf(line: string): DetectionEvent | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  try {
    return detectionEventSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
