/** Makes reports of years, one at a time, as files in the server's folder. Each is in the ledger before anyone can read it. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersonId, Role } from '../../../platform/access/vocabulary.ts';
import { recordAct, type ActDraft } from '../../../records/acts/record-act.ts';
import type { Refused } from '../../../platform/http/route.ts';
import type { RoomContext } from '../../../records/context/room-context.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { enterExport } from '../../../privacy/exports/enter-export.ts';
import type { YearReportView } from './answers.ts';
import { type PreparedYear, prepareYear, yearLines } from './make-year-file.ts';

/** A made file can be read for this long, and is erased then. */
const KEPT_MS = 3_600_000;
/** With more of them the oldest is erased. */
const MAX_KEPT = 3;
const RETRY_AFTER_S = 10;

export interface AskedYear {
  readonly year: number;
  readonly person: PersonId;
  readonly session: string;
  readonly role: Role;
  readonly act: ActDraft['act'];
}

interface YearReport {
  readonly person: PersonId;
  readonly view: YearReportView;
}

type Parts = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'events'> & {
  /** The ledger's own database. */
  readonly log: Connection;
  /** Absolute path of a folder of its own. */
  readonly folder: string;
};

export class YearFiles {
  readonly #parts: Parts;
  #reports: readonly YearReport[] = [];
  #making: Promise<void> | undefined;
  #isBeginning = false;
  #isClosed = false;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Erases the files that an earlier run of the server left. Rejects as the file system does. */
  static async open(parts: Parts): Promise<YearFiles> {
    await rm(parts.folder, { recursive: true, force: true });
    await mkdir(parts.folder, { recursive: true, mode: 0o700 });
    return new YearFiles(parts);
  }

  /** Whether a file is being made, also for another person. */
  get isBusy(): boolean {
    return this.#isBeginning || this.#making !== undefined;
  }

  /** The reports of one person, the latest first. */
  of(person: PersonId): readonly YearReportView[] {
    return this.#reports.filter((one) => one.person === person).map(({ view }) => view);
  }

  /** A made file of this person. */
  find(id: string, person: PersonId): { readonly path: string; readonly report: YearReportView } | undefined {
    const report = this.of(person).find((one) => one.id === id && one.made !== null);
    return report && { path: this.#pathOf(id), report };
  }

  /** Resolves when the making has begun. Refusals: `file-in-making` while another one is made, `not-published`. */
  async begin(asked: AskedYear): Promise<YearReportView | Refused> {
    if (this.isBusy || this.#isClosed) return { kind: 'refused', code: 'file-in-making' };
    this.#isBeginning = true;
    try {
      const startedAt = Math.round(this.#parts.clock.wallMs());
      const prepared = await prepareYear(this.#parts, asked.year, startedAt);
      if (prepared === undefined) return { kind: 'refused', code: 'not-published', retryAfterS: RETRY_AFTER_S };
      const id = randomBytes(16).toString('hex');
      const { year, person } = asked;
      const of = prepared.head.size - prepared.header.log.first;
      const view: YearReportView = { id, year, startedAt, state: 'making', read: 0, of, made: null };
      const kept = this.#reports.filter((one) => one.view.state !== 'failed' || one.person !== person);
      this.#reports = [{ person, view }, ...kept];
      this.#making = this.#make(id, asked, prepared).finally(() => {
        this.#making = undefined;
      });
      return view;
    } finally {
      this.#isBeginning = false;
    }
  }

  /** Ends a making, and erases all files. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#making;
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  async #make(id: string, asked: AskedYear, prepared: PreparedYear): Promise<void> {
    const { clock, events } = this.#parts;
    try {
      const written = await this.#enter(asked, prepared, await this.#write(id, prepared));
      const until = Math.round(clock.wallMs()) + KEPT_MS;
      this.#change(id, { state: 'made', made: { ...written, until } });
      clock.after(KEPT_MS, () => void this.#erase(id));
      const made = this.#reports.filter(({ view }) => view.made !== null);
      for (const { view } of made.slice(MAX_KEPT)) await this.#erase(view.id);
    } catch (error) {
      this.#change(id, { state: 'failed' });
      await rm(this.#pathOf(id), { force: true });
      if (!this.#isClosed) events.emit({ event: 'fault', where: 'compliance', error });
    }
  }

  async #write(id: string, prepared: PreparedYear): Promise<Omit<Written, 'actId'>> {
    const file = await open(this.#pathOf(id), 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      let bytes = 0;
      const lines = yearLines(this.#parts, prepared, ({ read }) => this.#change(id, { read }));
      for (;;) {
        const next = await lines.next();
        if (next.done === true) return { digest: hash.digest('hex'), bytes, figures: next.value };
        if (this.#isClosed) throw new Error('the server closes');
        const piece = Buffer.from(next.value);
        hash.update(piece);
        bytes += piece.length;
        await file.writeFile(piece);
      }
    } finally {
      await file.close();
    }
  }

  /** In the ledger the file has the time of its evidence. */
  async #enter(
    { person, session, role, act, year }: AskedYear,
    { header: { madeAt: at } }: PreparedYear,
    { digest, bytes, figures }: Omit<Written, 'actId'>,
  ): Promise<Omit<Written, 'figures'>> {
    const { queue, ledger } = this.#parts;
    const made = { record: 'year-figures', format: 'ndjson', digest, bytes, records: figures };
    const actId = await queue.run(async (transaction) => {
      const details = { record: made.record, format: made.format, digest, rows: figures, year };
      const about = await recordAct(transaction, { person, session, role, act, at, details, result: 'done' });
      await enterExport(transaction, made, { actId: about, at });
      return about;
    });
    await ledger.settle();
    return { digest, bytes, actId };
  }

  async #erase(id: string): Promise<void> {
    this.#reports = this.#reports.filter(({ view }) => view.id !== id);
    await rm(this.#pathOf(id), { force: true });
  }

  #change(id: string, changed: Partial<YearReportView>): void {
    this.#reports = this.#reports.map(({ person, view }) => ({
      person,
      view: view.id === id ? { ...view, ...changed } : view,
    }));
  }

  #pathOf(id: string): string {
    return join(this.#parts.folder, `${id}.ndjson`);
  }
}

interface Written {
  readonly digest: string;
  readonly bytes: number;
  readonly figures: number;
  readonly actId: string;
}
