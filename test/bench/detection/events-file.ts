/** A file of events, with the campaigns that it states, in the form of a laboratory. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readEvents } from './read-events.ts';
import type { DetectionEvent } from '../../../server/oversight/detection/events/event.ts';
import type { Laboratory } from './kit/laboratory.ts';

const DAY_MS = 86_400_000;

const campaignSchema = z.strictObject({
  campaign: z.strictObject({
    kind: z.string().min(1),
    entities: z.array(z.string().regex(/^\w+ .+$/)).min(1),
    from: z.number(),
    until: z.number(),
  }),
});

/** @throws Error that names the line that cannot be read */
export function laboratoryOfFile(file: string): Laboratory {
  const lines = readFileSync(file, 'utf8').split('\n');
  const isCampaign = (line: string): boolean => line.startsWith('{"campaign"');
  const campaigns = lines
    .filter(isCampaign)
    .map((line) => ({ ...campaignSchema.parse(JSON.parse(line)).campaign, edit: () => undefined }));
  // Campaigns become empty lines, so that the number of a line in an error is the file's
  const events = [...readEvents(lines.map((line) => (isCampaign(line) ? '' : line)))];
  const first = Math.floor((events[0]?.at ?? 0) / DAY_MS);
  const last = Math.floor((events.at(-1)?.at ?? 0) / DAY_MS);
  const sites = new Set(events.flatMap(({ site }) => (site === undefined ? [] : [site])));
  return {
    campaigns,
    sites: [...sites],
    days: last - first + 1,
    *events() {
      let [day, of]: [number, DetectionEvent[]] = [first, []];
      for (const event of events) {
        const its = Math.floor(event.at / DAY_MS);
        if (its > day) {
          yield of;
          [day, of] = [its, []];
        }
        of.push(event);
      }
      yield of;
    },
  };
}
