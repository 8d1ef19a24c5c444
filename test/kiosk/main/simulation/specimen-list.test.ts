import { join } from 'node:path';
import { expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { listedDocument } from '../../../../kiosk/rules/document/listed-document.ts';
import { LISTED_NUMBER, SPECIMEN_LIST, specimenListSource } from '../../../../kiosk/main/simulation/specimen-list.ts';
import { openWatchlists } from '../../../../kiosk/lists/watchlist/lane-watchlists.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { NO_OWNER } from '../../lists/watchlist/list-of.ts';

const HOUR = 3_600_000;
const TERMS = [{ list: SPECIMEN_LIST, warnAfterMs: HOUR, referAfterMs: HOUR }];

it('finds the listed number of every specimen state, and no other, after a second start as after the first', async () => {
  const element = softSecureElement();
  const dataDir = temporaryFolder();
  const clock = turnedClock(Date.UTC(2026, 10, 28));
  for (const start of [1, 2]) {
    const source = await specimenListSource(['UTO', 'D', 'UTO'], { element, folder: join(dataDir, 'list'), clock });
    const lists = openWatchlists({
      ...{ kioskId: kioskIdSchema.parse('lane-1'), folders: { dataDir }, source, signerKeys: [], element, clock },
      ...{ owner: NO_OWNER, terms: () => TERMS, requestFile: join(dataDir, 'request.json'), log: () => undefined },
    });
    await lists.look();
    const found = async (issuer: string, number: string) =>
      (await lists.ask(listedDocument('P', issuer, new TextEncoder().encode(number)), TERMS))[0];
    expect(await found('UTO', LISTED_NUMBER), `start ${start}`).toMatchObject({ query: { found: 'listed' } });
    expect(await found('D', LISTED_NUMBER)).toMatchObject({ query: { found: 'listed' } });
    expect(await found('D', 'C0LEAR123')).toMatchObject({ query: { found: 'not-listed' } });
    await lists.close();
  }
});
