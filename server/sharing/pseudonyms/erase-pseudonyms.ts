import type { DeliveryContext } from '../deliveries/deliver.ts';
import { judgeAwaited } from './awaited.ts';
import { erasePseudonyms, pseudonymPlaces, type PseudonymPlace } from '../deliveries/tables/pseudonym-table.ts';

/** Erases sealed pseudonyms that no delivery awaits any more: two people ended the agreement, or its month was refused. */
export async function eraseUnawaited({ knex, queue }: Pick<DeliveryContext, 'knex' | 'queue'>): Promise<void> {
  const places = await pseudonymPlaces(knex);
  if (places.length === 0) return;
  const awaited = await judgeAwaited(knex, 'documents');
  const over = places.filter((place: PseudonymPlace) => awaited(place) === undefined);
  for (const place of over) await queue.run((transaction) => erasePseudonyms(transaction, place));
}
