import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { COMPONENT_FAULTS } from './component-error.ts';
import { SEVERITIES } from './osv/severity.ts';
import { FINDING_STATES, OWN_DIFFERENCES } from './vocabulary.ts';

const findingSchema = z.strictObject({
  number: z.int(),
  advisory: z.string(),
  /** Ids of the same fault in other databases. */
  aliases: z.array(z.string()),
  component: z.string(),
  version: z.string(),
  severity: z.enum(SEVERITIES),
  /** CVSS 3 base score; `null`: the advisory has none. */
  score: z.number().nullable(),
  summary: z.string(),
  /** `null`: no version without the fault is stated. */
  fixedVersion: z.string().nullable(),
  publishedAt: wallMs,
  dueAt: wallMs,
  state: z.enum(FINDING_STATES),
  isOverdue: z.boolean(),
  onServer: z.boolean(),
  /** Ids of the kiosks that run it. */
  lanes: z.array(z.string()),
  foundAt: wallMs,
  fixedAt: wallMs.nullable(),
  /** Last day of the exception, in UTC; `null`: no exception. */
  exceptedUntil: z.string().nullable(),
});
export type FindingView = Answer<typeof findingSchema>;

const exceptionView = z.strictObject({
  /** That of the proposal. */
  id: z.string(),
  advisory: z.string(),
  /** `null`: every component that the advisory affects. */
  component: z.string().nullable(),
  reason: z.string(),
  until: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: wallMs,
  endedAt: wallMs.nullable(),
  isInForce: z.boolean(),
});
export type ExceptionView = Answer<typeof exceptionView>;

export const componentsSchema = z.strictObject({
  serverTime: wallMs,
  /** The export in use; `null`: none was imported. */
  export: z
    .strictObject({
      importedAt: wallMs,
      /** The newest change of an advisory. */
      newestAt: wallMs,
      isOld: z.boolean(),
      advisories: z.int(),
      withdrawn: z.int(),
      unreadable: z.int(),
      /** Advisories that state versions as commits only, which are not compared. */
      commitsOnly: z.int(),
    })
    .nullable(),
  /** The last import, if it was refused; `damaged`: the kept files cannot be read. */
  refused: z.strictObject({ code: z.enum([...COMPONENT_FAULTS, 'damaged']), at: wallMs }).nullable(),
  /** The last check; `null`: none yet. */
  check: z
    .strictObject({
      at: wallMs,
      components: z.int(),
      lanesWithoutBill: z.array(z.string()),
      unreadableBills: z.array(z.string()),
    })
    .nullable(),
  /** The files of the server against its release; `null`: a source tree, or not compared yet. */
  own: z
    .strictObject({
      comparedAt: wallMs,
      /** Number of all differences; `differences` has the first ones. */
      count: z.int(),
      differences: z.array(z.strictObject({ kind: z.enum(OWN_DIFFERENCES), name: z.string() })),
    })
    .nullable(),
  /** The earliest deadline first. */
  findings: z.array(findingSchema),
  /** The latest approval first. */
  exceptions: z.array(exceptionView),
});
export type ComponentsView = Answer<typeof componentsSchema>;
