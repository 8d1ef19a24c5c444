/** The bills of releases that two people signed as targets of the signed channel. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { RELEASE_KINDS, releasePath } from '../../contract/release.ts';
import { targetFile } from '../../contract/release-repository.ts';
import { entriesIn } from '../releases/draft.ts';
import type { Repository } from '../releases/repository.ts';
import { type Bill, billSchema } from './bill.ts';

export interface PublishedBill {
  /** `KIND/NAME/VERSION`. */
  readonly target: string;
  readonly bill: Bill;
  /** Digest of the files of the release, as its machines measure it. */
  readonly release: string | undefined;
}

export interface PublishedBills {
  readonly bills: readonly PublishedBill[];
  /** Targets that cannot be read, or are no bill. */
  readonly unreadable: readonly string[];
}

export const NO_BILLS: PublishedBills = { bills: [], unreadable: [] };

/** Those of the newest signed list. Rejects with `ReleaseError` for a repository that cannot be read. */
export async function publishedBills(repository: Repository): Promise<PublishedBills> {
  if (repository.newest('targets') === 0) return NO_BILLS;
  const bills: PublishedBill[] = [];
  const unreadable: string[] = [];
  for (const { terms, digest, length } of entriesIn(repository, 'targets')) {
    if (terms.kind !== 'bill-of-materials' || terms.state === 'withdrawn') continue;
    const target = releasePath(terms);
    const bill = await billIn(repository.path(targetFile(terms, digest)), { digest, length });
    if (bill === undefined) unreadable.push(target);
    else bills.push({ target, bill, release: releaseIn(bill) });
  }
  return { bills, unreadable };
}

export function releaseIn({ metadata }: Bill): string | undefined {
  return metadata.component.hashes?.find(({ alg }) => alg === 'SHA-256')?.content;
}

async function billIn(
  file: string,
  { digest, length }: { readonly digest: string; readonly length: number },
): Promise<Bill | undefined> {
  if (length > RELEASE_KINDS['bill-of-materials'].limitBytes) return undefined;
  try {
    const bytes = await readFile(file);
    if (createHash('sha256').update(bytes).digest('hex') !== digest) return undefined;
    return billSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
