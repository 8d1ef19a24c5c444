/**
 * The lists of documents whose agreement has ended. The server signs their names with its snapshot (TUF §4.4, a member of its own), and lanes drop
 * them. A lane whose policy names such a list refers travellers, so a stolen server that withdraws a list clears no one.
 */
import { z } from 'zod';
import { watchlistIdSchema } from './watchlist.ts';

/** The member of the snapshot; absent: none. */
export const WITHDRAWN_LISTS_MEMBER = 'x-postern-withdrawn-lists';
export const withdrawnListsSchema = z.array(watchlistIdSchema).max(1_024);
