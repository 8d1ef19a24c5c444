/**
 * `node .build/kiosk/prepared.js`: makes the kiosk's keys, prints its identity as `main/commands/identity.ts` does, loads the kiosk's modules,
 * and waits for the remaining settings, JSON on standard input. Then it runs the kiosk. `npm start` loads the lane so while the server
 * starts.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { addSettings } from './platform/config/process-config.ts';

const settings = text(process.stdin);
await import('./main/commands/identity.ts');
await Promise.all([import('./main/app/start-kiosk.ts'), import('./dock/dock.ts')]);
addSettings(z.record(z.string(), z.string()).parse(JSON.parse(await settings)));
await import('./main.ts');
