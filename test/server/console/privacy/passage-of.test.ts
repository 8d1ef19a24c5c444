import { describe, expect, test } from 'vitest';
import { transactionIdOf } from '../../../../server/contract/traveller-receipt.ts';
import { passageOf } from '../../../../server/console/privacy/state/passage-of.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { RECEIPT_CODE, receiptOf } from '../../fixtures/sample-receipt.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const kiosk = testKiosk();
const stranger = testKiosk(kioskIdSchema.parse('south-1'), 2);
const keyOf = (kioskId: string) => Promise.resolve(kioskId === kiosk.id ? kiosk.publicKeyHex : undefined);
const receipt = receiptOf(kiosk, {});

describe('the passage that a text names', () => {
  test('is the passage of a receipt, with its lane, also with spaces and line breaks in the text', async () => {
    const passage = { kind: 'passage', kioskId: kiosk.id, transactionId: transactionIdOf(RECEIPT_CODE) };
    for (const text of [receipt, `${receipt.slice(0, 40)}\n ${receipt.slice(40)}`, receipt.toLowerCase()])
      expect(await passageOf(text, '', keyOf)).toEqual(passage);
    expect(await passageOf(receipt, kiosk.id, keyOf)).toEqual(passage);
  });
  test('is the passage of a number at the chosen lane', async () => {
    const transactionId = transactionOf(7);
    expect(await passageOf(transactionId, kiosk.id, keyOf)).toEqual({
      kind: 'passage',
      kioskId: kiosk.id,
      transactionId,
    });
    expect(await passageOf(transactionId, '', keyOf)).toEqual({ kind: 'lane-missing' });
  });
  test('is the passage of a reference, which names its lane', async () => {
    const transactionId = transactionOf(7);
    const reference = `${kiosk.id}/${transactionId}`;
    for (const chosen of ['', kiosk.id])
      expect(await passageOf(reference, chosen, keyOf)).toEqual({ kind: 'passage', kioskId: kiosk.id, transactionId });
    expect(await passageOf(reference, 'south-1', keyOf)).toEqual({ kind: 'another-lane' });
  });
  test.each([
    ['is refused for a receipt of another lane than the chosen one', receipt, 'south-1', 'another-lane'],
    ['is refused for a receipt of a lane that is not enrolled', receiptOf(stranger, {}), '', 'unknown-lane'],
    ['is refused for a part of a receipt', receipt.slice(0, 60), '', 'unreadable'],
    ['is refused for a number that is too short', '1234abcd', 'north-1', 'unreadable'],
    ['is refused for no text', '', 'north-1', 'unreadable'],
  ] as const)('%s', async (_what, text, chosen, kind) => {
    expect(await passageOf(text, chosen, keyOf)).toEqual({ kind });
  });
  test('is refused for a receipt that names this lane and is signed by another', async () => {
    const forged = receiptOf(testKiosk(kiosk.id, 2));
    expect(await passageOf(forged, '', keyOf)).toEqual({ kind: 'forged' });
  });
});
