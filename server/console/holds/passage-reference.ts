/**
 * Pure: the reference of a passage, which names its lane and its number, as `north-1/0f1e…`. An officer copies it from a referral, and a privacy
 * officer pastes it into a hold. It identifies no traveller. No schema is
 * imported here: the officers' page loads this file.
 */

export interface Passage {
  readonly kioskId: string;
  readonly transactionId: string;
}

export function passageReference({ kioskId, transactionId }: Passage): string {
  return `${kioskId}/${transactionId}`;
}
