/**
 * The certification pack as data: controls of standards, and for each the tests, figures and documents that show it. The developers made this
 * selection; no certification body has examined it. A house test proves that each named file exists.
 */
import type { ControlQuery, ControlSubject, StandardId } from './vocabulary.ts';

export interface ControlDocument {
  /** Path in the repository. */
  readonly path: string;
  /** Day on which a person last read it against the control. */
  readonly dated: string;
  /** Day from which it must be read again. */
  readonly expires: string;
}

export interface Control {
  /** As the standard numbers it, or its own term where it has no number. */
  readonly id: string;
  readonly subject: ControlSubject;
  /** Paths of test files in the repository. */
  readonly tests: readonly string[];
  readonly queries: readonly ControlQuery[];
  readonly documents: readonly ControlDocument[];
}

export interface Standard {
  readonly id: StandardId;
  readonly title: string;
  readonly controls: readonly Control[];
}

const READ = { dated: '2026-11-29', expires: '2027-11-29' } as const;

const read = (...paths: readonly string[]): readonly ControlDocument[] => paths.map((path) => ({ path, ...READ }));

interface Shown {
  readonly tests?: readonly string[];
  readonly queries?: readonly ControlQuery[];
  readonly documents?: readonly ControlDocument[];
}

function control(id: string, subject: ControlSubject, { tests = [], queries = [], documents = [] }: Shown): Control {
  return { id, subject, tests, queries, documents };
}

const ACCESS = ['test/server/platform/access/access-table.test.ts', 'test/server/platform/access/every-route.test.ts'];
const PASSKEYS = ['test/server/people/people/passkeys.test.ts', 'test/server/people/people/sessions.test.ts'];
const LEDGER = [
  'test/attacks/the-log-is-rewritten.test.ts',
  'test/attacks/records-are-removed-from-the-database.test.ts',
];
const ERASURE = ['test/flows/erasure.test.ts', 'test/kiosk/vault/retention/retention.test.ts'];
const DECISIONS = ['test/kiosk/rules/decision/decide.test.ts', 'test/server/border/referrals/referral.test.ts'];

const INFORMATION_SECURITY: readonly Standard[] = [
  {
    id: 'owasp-asvs',
    title: 'OWASP ASVS 5.0.0, levels 1 and 2',
    controls: [
      control('V1-V17', 'requirements-assessed', {
        tests: ['test/server/main/app/transport.test.ts', 'test/server/main/app/openapi.test.ts'],
        documents: read('server/ASVS.md'),
      }),
    ],
  },
  {
    id: 'iso-27001',
    title: 'ISO/IEC 27001:2022, Annex A',
    controls: [
      control('A.5.3', 'duties-apart', {
        tests: ['test/server/platform/access/separation.test.ts', 'test/server/people/people/two-people.test.ts'],
      }),
      control('A.5.15', 'access-by-table', { tests: ACCESS, documents: read('server/platform/access/README.md') }),
      control('A.5.17', 'sign-in-strong', { tests: PASSKEYS }),
      control('A.5.18', 'access-rights-reviewed', {
        tests: ['test/attacks/an-unapproved-duty-is-inserted.test.ts'],
        queries: ['duties-in-force'],
      }),
      control('A.5.24', 'incidents-handled', {
        tests: ['test/server/oversight/compliance/breaches/breach-routes.test.ts'],
        queries: ['open-breaches', 'late-notices'],
      }),
      control('A.5.28', 'evidence-preserved', {
        tests: ['test/server/records/ledger/fsck.test.ts'],
        documents: read('server/records/ledger/README.md'),
      }),
      control('A.5.33', 'records-protected', { tests: LEDGER }),
      control('A.5.34', 'privacy-protected', { queries: ['retention-policy', 'overdue-items', 'legal-conflicts'] }),
      control('A.6.3', 'people-trained', { queries: ['lapsed-trainings'] }),
      control('A.8.8', 'faults-of-components', {
        tests: ['test/server/lanes/components/components.test.ts', 'test/server/lanes/components/known-ranges.test.ts'],
      }),
      control('A.8.10', 'data-erased', { tests: ERASURE, queries: ['overdue-items'] }),
      control('A.8.13', 'backups-tested', {
        tests: ['test/server/main/backup/backup.test.ts'],
        documents: read('server/main/guide/backup.md'),
      }),
      control('A.8.15', 'acts-logged', { tests: ['test/server/records/acts/record-act.test.ts'] }),
      control('A.8.24', 'data-encrypted', {
        tests: ['test/kiosk/vault/captures/xchacha.test.ts', 'test/kiosk/vault/captures/sealed-capture.test.ts'],
        documents: read('kiosk/vault/captures/README.md'),
      }),
    ],
  },
  {
    id: 'iso-27701',
    title: 'ISO/IEC 27701:2019, Annex A',
    controls: [
      control('A.7.2.2', 'purpose-and-basis', {
        tests: ['test/server/oversight/compliance/frameworks/judge.test.ts'],
        queries: ['legal-conflicts'],
      }),
      control('A.7.2.5', 'impact-assessed', { tests: ['test/server/privacy/record/assessment-document.test.ts'] }),
      control('A.7.2.8', 'processing-recorded', { tests: ['test/server/privacy/record/record-document.test.ts'] }),
      control('A.7.3.9', 'requests-answered', {
        tests: ['test/server/privacy/requests/deadline.test.ts', 'test/flows/privacy-office.long.test.ts'],
      }),
      control('A.7.4.5', 'data-erased', { tests: ERASURE, queries: ['overdue-items'] }),
      control('A.7.5.4', 'disclosures-recorded', {
        tests: ['test/server/sharing/one-door.test.ts'],
        documents: read('server/sharing/README.md'),
      }),
    ],
  },
];

const BIOMETRICS: readonly Standard[] = [
  {
    id: 'iso-24745',
    title: 'ISO/IEC 24745:2022, protection of biometric information',
    controls: [
      control('irreversibility', 'references-irreversible', {
        tests: [
          'test/models/face/protection/rotation.test.ts',
          'test/models/face/protection/average-embedding.test.ts',
        ],
      }),
      control('unlinkability', 'references-unlinkable', {
        tests: [
          'test/models/face/protection/pseudonymous-identifier.test.ts',
          'test/attacks/yesterdays-handles-are-made-today.test.ts',
        ],
      }),
      control('renewability', 'references-renewable', {
        tests: [
          'test/models/face/protection/key-stream.test.ts',
          'test/models/face/protection/compare-protected.test.ts',
        ],
      }),
      control('confidentiality', 'data-encrypted', {
        tests: ['test/kiosk/vault/captures/sealed-capture.test.ts', 'test/flows/residue.test.ts'],
      }),
    ],
  },
  {
    id: 'iso-30107-3',
    title: 'ISO/IEC 30107-3:2023, presentation-attack detection',
    controls: [
      control('APCER, BPCER', 'attacks-measured', {
        tests: [
          'test/models/face/presentation-attack/head-turn-rates.test.ts',
          'test/flows/light-challenge.long.test.ts',
        ],
        queries: ['error-rate-reports'],
        documents: read('models/README.md'),
      }),
    ],
  },
  {
    id: 'iso-19795-1',
    title: 'ISO/IEC 19795-1:2021, biometric performance testing',
    controls: [
      control('FNMR, FMR', 'matching-measured', {
        tests: [
          'test/server/oversight/observatory/statistics/false-non-match-rate.test.ts',
          'test/models/face/stated-rates.test.ts',
        ],
        queries: ['error-rate-reports'],
        documents: read('server/oversight/observatory/README.md'),
      }),
      control('FTA', 'acquisition-measured', {
        tests: ['test/server/oversight/observatory/records/observe.test.ts'],
        queries: ['error-rate-reports'],
      }),
    ],
  },
];

const ARTIFICIAL_INTELLIGENCE: Standard = {
  id: 'eu-ai-act',
  title: 'Regulation (EU) 2024/1689 (AI Act)',
  controls: [
    control('Art. 12(3)(a)', 'use-logged', { tests: ['test/server/contract/report.test.ts'] }),
    control('Art. 12(3)(b)', 'reference-logged', {
      tests: ['test/server/contract/report.test.ts', 'test/kiosk/lane/state-machine/face-reference.test.ts'],
    }),
    control('Art. 12(3)(c)', 'input-logged', { tests: ['test/kiosk/lane/evidence/release-evidence.test.ts'] }),
    control('Art. 12(3)(d)', 'verifiers-logged', {
      tests: ['test/server/records/acts/record-act.test.ts'],
      queries: ['decisions-of-people'],
    }),
    control('Art. 14(4)(a), (c)', 'output-understood', {
      tests: ['test/kiosk/rules/decision/decide.test.ts'],
      documents: read('kiosk/rules/decision/README.md'),
    }),
    control('Art. 14(4)(d)', 'output-overridden', { tests: DECISIONS, queries: ['decisions-of-people'] }),
    control('Art. 14(4)(e)', 'use-stopped', {
      tests: [
        'test/server/border/referrals/signed-orders.test.ts',
        'test/kiosk/lane/state-machine/machine-orders.test.ts',
      ],
    }),
    control('Art. 26(2)', 'people-trained', { queries: ['lapsed-trainings'] }),
    control('Art. 26(5)', 'operation-monitored', {
      tests: [
        'test/kiosk/main/readiness/drift.test.ts',
        'test/server/oversight/observatory/statistics/group-rates.test.ts',
      ],
      queries: ['error-rate-reports'],
    }),
    control('Art. 26(6)', 'logs-kept', { tests: LEDGER, queries: ['legal-conflicts'] }),
    control('Art. 26(9)', 'impact-assessed', { tests: ['test/server/privacy/record/assessment-document.test.ts'] }),
    control('Annex IV(1), (2)', 'system-described', {
      documents: read('README.md', 'kiosk/README.md', 'server/README.md'),
    }),
    control('Annex IV(3), (4)', 'accuracy-documented', {
      tests: ['test/models/face/stated-rates.test.ts'],
      documents: read('models/README.md'),
    }),
    control('Annex IV(5)', 'risks-managed', { documents: read('test/attacks/README.md') }),
    control('Annex IV(6)', 'changes-recorded', {
      tests: ['test/server/lanes/releases/record-publications.test.ts'],
      documents: read('.github/CHANGELOG.md'),
    }),
  ],
};

export const STANDARDS: readonly Standard[] = [...INFORMATION_SECURITY, ...BIOMETRICS, ARTIFICIAL_INTELLIGENCE];
