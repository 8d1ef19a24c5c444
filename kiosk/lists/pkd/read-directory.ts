/** Reads certificates and lists from a public key directory by LDAP, page by page. */
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { Client, type Entry, OrFilter, PresenceFilter, ResultCodeError, type SearchOptions } from 'ldapts';
import type { DirectoryObjects } from './directory-objects.ts';
import { LdapMessages } from './ldap-messages.ts';
import { PkdError } from './pkd-error.ts';

export interface Directory {
  /** `ldaps://HOST:PORT`, or `ldap://` on this machine. */
  readonly url: string;
  /** Below which everything is read. */
  readonly base: string;
  /** Certificates (PEM) of the authority of the server; absent: those of Node. */
  readonly authorities?: string | undefined;
  /** Absent: anonymous. */
  readonly account?: { readonly name: string; readonly password: string } | undefined;
}

export interface DirectoryBounds {
  readonly connectMs: number;
  /** For one page. */
  readonly pageMs: number;
  /** For everything. */
  readonly totalMs: number;
  readonly entries: number;
  readonly messageBytes: number;
  readonly pageBytes: number;
}

export const DIRECTORY_BOUNDS: DirectoryBounds = {
  connectMs: 15_000,
  pageMs: 120_000,
  totalMs: 3_600_000,
  entries: 300_000,
  messageBytes: 16_777_216,
  pageBytes: 67_108_864,
};

interface Kind {
  readonly attributes: readonly string[];
  readonly pageSize: number;
}

/** Master lists are large, so that a page has few of them. */
const KINDS: readonly Kind[] = [
  { attributes: ['userCertificate', 'userCertificate;binary'], pageSize: 200 },
  { attributes: ['certificateRevocationList', 'certificateRevocationList;binary'], pageSize: 20 },
  { attributes: ['pkdMasterListContent'], pageSize: 2 },
];

/** Attributes with objects, in lower case and without options. The names in LDIF files are the same. */
export const OBJECT_ATTRIBUTES: readonly string[] = [
  'usercertificate',
  'cacertificate',
  'certificaterevocationlist',
  'pkdmasterlistcontent',
  'cscamasterlistdata',
];

/**
 * Adds everything below the base to `objects`. Rejects with `PkdError`; the reading was then not complete.
 *
 * @returns the number of entries
 */
export async function readDirectory(
  directory: Directory,
  objects: DirectoryObjects,
  bounds: DirectoryBounds = DIRECTORY_BOUNDS,
): Promise<number> {
  const deadline = AbortSignal.timeout(bounds.totalMs);
  const { client, lines } = clientOf(directory, bounds);
  deadline.addEventListener('abort', () => lines()?.destroy(new PkdError('too-slow', 'the time for reading is over')));
  try {
    if (directory.account !== undefined) await client.bind(directory.account.name, directory.account.password);
    let entries = 0;
    for (const kind of KINDS) {
      for await (const page of pagesOf(client, directory.base, kind)) {
        lines()?.resetBudget();
        entries += page.length;
        if (entries > bounds.entries) throw new PkdError('too-large', `over ${bounds.entries} entries`);
        for (const value of page.flatMap(valuesOf)) objects.add(value);
      }
      if (lines()?.hasMore === true) throw new PkdError('incomplete', 'the server sent an empty page before the last');
    }
    return entries;
  } catch (error) {
    throw refusalOf(error, lines(), deadline.aborted);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

function clientOf({ url, authorities }: Directory, bounds: DirectoryBounds) {
  let messages: LdapMessages | undefined;
  const wrap = (socket: Socket, ready: 'connect' | 'secureConnect'): LdapMessages => {
    messages = new LdapMessages(socket, ready, { messageBytes: bounds.messageBytes, budgetBytes: bounds.pageBytes });
    return messages;
  };
  const host = new URL(url).hostname.replaceAll(/[[\]]/g, '');
  const tlsOptions: ConnectionOptions = {
    minVersion: 'TLSv1.2',
    ...(isIP(host) === 0 && { servername: host }),
    ...(authorities !== undefined && { ca: authorities }),
  };
  const secure = (port: number): LdapMessages => wrap(connectTls(port, host, tlsOptions), 'secureConnect');
  const plain = (port: number): LdapMessages => wrap(connect(port, host), 'connect');
  const client = new Client({
    url,
    timeout: bounds.pageMs,
    connectTimeout: bounds.connectMs,
    strictDN: true,
    // The library uses the stream and `readyState` of a socket only
    createConnection: plain as unknown as typeof connect,
    createSecureConnection: secure as unknown as typeof connectTls,
  });
  return { client, lines: () => messages };
}

async function* pagesOf(client: Client, base: string, { attributes, pageSize }: Kind): AsyncGenerator<Entry[]> {
  const options: SearchOptions = {
    ...{ scope: 'sub', attributes: [...attributes], explicitBufferAttributes: [...attributes] },
    filter: new OrFilter({ filters: attributes.map((attribute) => new PresenceFilter({ attribute })) }),
    ...{ derefAliases: 'never', paged: { pageSize } },
  };
  for await (const { searchEntries, searchReferences } of client.searchPaginated(base, options)) {
    if (searchReferences.length > 0) throw new PkdError('incomplete', 'the server refers to other servers');
    yield searchEntries;
  }
}

function valuesOf(entry: Entry): readonly Uint8Array<ArrayBuffer>[] {
  return Object.entries(entry)
    .filter(([attribute]) => OBJECT_ATTRIBUTES.includes((attribute.split(';')[0] ?? '').toLowerCase()))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .map((value) => Uint8Array.from(typeof value === 'string' ? Buffer.from(value) : value));
}

/** RFC 4511 §4.1.9: results after which the answer has only a part of the entries. */
const PARTIAL: Readonly<Record<number, string>> = {
  3: 'the time limit of the server',
  4: 'the size limit of the server',
  10: 'a reference to another server',
  11: 'the administrative limit of the server',
};

function refusalOf(error: unknown, messages: LdapMessages | undefined, isLate: boolean): PkdError {
  const cause = messages?.errored ?? error;
  if (isLate) return new PkdError('too-slow', 'the time for reading is over', { cause });
  if (error instanceof PkdError) return error;
  if (cause instanceof PkdError) return cause;
  if (error instanceof ResultCodeError) {
    const partial = PARTIAL[error.code];
    if (partial !== undefined) return new PkdError('incomplete', partial, { cause });
    return new PkdError('refused', `the server answered with code ${error.code}`, { cause });
  }
  if (error instanceof Error && error.message.includes('timed out')) {
    return new PkdError('too-slow', 'the server did not finish a page in time', { cause });
  }
  if (messages?.readyState === undefined || messages.connecting) {
    return new PkdError('unreachable', 'no connection', { cause });
  }
  return new PkdError('incomplete', 'the connection ended before everything was read', { cause });
}
