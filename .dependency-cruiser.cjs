/** Who may import whom, and which doors lead outside. A test runs these rules and fails when they saw too few modules. */

/** A library that only the named place may import. */
const oneDoor = (name, library, door) => ({
  name,
  severity: 'error',
  comment: `${library} is imported in ${door} only`,
  from: { path: '^(kiosk|server|models|hardware)/', pathNot: door },
  to: { path: `(^|/)node_modules/${library}(/|$)` },
});

/** `folder` may import itself, packages and the places named. */
const onlyFrom = (folder, ...places) => ({
  name: `${folder.replaceAll('/', '-')}-imports`,
  severity: 'error',
  from: { path: `^${folder}/` },
  to: {
    path: '^(kiosk|server|models|hardware|test)/',
    pathNot: [`^${folder}/`, ...places],
  },
});

/** Only these places may import `folder`, types included. */
const onlyFor = (folder, ...places) => ({
  name: `${folder.replaceAll('/', '-')}-importers`,
  severity: 'error',
  from: { path: '^(kiosk|server|models|hardware)/', pathNot: places },
  to: { path: `^${folder}/` },
});

/** The form, the reading and the rules of declarations; the rest of the folder seals and keeps them. */
const JUDGING =
  '^server/goods/declarations/((code-lists|form|identifiers|message|rules)/|(judge|read)-declaration\\.ts$)';

/** Simulators, the development page and the building of models; `files` in package.json leaves them out. */
const LEFT_OUT = '^(hardware/simulation|kiosk/(main/simulation|dock)|models/build)/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-packages-in-product',
      severity: 'error',
      from: { path: '^(kiosk|server|models|hardware)/', pathNot: '^(kiosk/(ui|dock/ui)|server/console)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    onlyFrom('hardware'),
    onlyFrom('models', '^hardware/device/image\\.ts$', '^hardware/(ber|host)/'),
    onlyFrom(
      'server',
      '^hardware/(host|passphrases|pkcs11|signing-key|tpm)/',
      '^hardware/device/(device-error|private-line)\\.ts$',
      // A partner's program computes the pseudonyms that a lane's element computes
      '^hardware/secure-element/chain\\.ts$',
      '^kiosk/main/guide/',
      // Trees that order declared goods: pure, without a runtime of networks
      '^models/risk/',
    ),
    {
      name: 'token-binding-is-for-the-keys',
      severity: 'error',
      comment:
        'of the hardware the server has the computer that it runs on, the token or TPM of its keys, the keys of people who sign, the rule of passwords, and nothing else',
      from: {
        path: '^server/',
        pathNot: '^server/(platform/keys/|main/(config|setup)/|lanes/attestation/|main/commands/keys\\.ts$)',
      },
      to: { path: '^hardware/', pathNot: '^hardware/((host|passphrases|signing-key)/|secure-element/chain\\.ts$)' },
    },
    {
      name: 'chain-is-for-the-partners-program',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/sharing/program/' },
      to: { path: '^hardware/secure-element/' },
    },
    onlyFor(
      'hardware/signing-key',
      '^hardware/signing-key/',
      '^kiosk/main/commands/documents/',
      '^server/main/commands/(agreements|releases)(-command)?\\.ts$',
    ),
    {
      name: 'attestation-judges-tpms',
      severity: 'error',
      comment:
        'the server judges the statements of TPMs of lanes by pure functions, and has no code here that sends a TPM a command',
      from: { path: '^server/lanes/attestation/' },
      to: {
        path: '^hardware/',
        pathNot:
          '^hardware/(host/|tpm/(bytes|chip-makers|endorsement-chain|endorsement-maker|judge-attested|make-credential|public-area)\\.ts$)',
      },
    },
    onlyFor('hardware/simulation', '^hardware/(simulation/|registry\\.ts$)', '^kiosk/(dock|main/simulation)/'),
    onlyFor('kiosk/main/simulation', '^kiosk/(main/simulation/|dock/|main/app/open-hardware\\.ts$)'),
    onlyFor('kiosk/dock', '^kiosk/(dock/|(main|prepared)\\.ts$)'),
    onlyFor('models/build', '^models/build/'),
    {
      name: 'left-out-of-production',
      severity: 'error',
      comment: 'a production build leaves these folders out: they are loaded only when they are needed',
      from: { path: '^(kiosk|server|models|hardware)/', pathNot: LEFT_OUT },
      to: { path: LEFT_OUT, dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    onlyFrom('kiosk', '^hardware/', '^models/', '^server/contract/', '^server/console/design/'),
    {
      name: 'design-is-for-screens',
      severity: 'error',
      from: { path: '^kiosk/', pathNot: '^kiosk/(ui|dock/ui)/' },
      to: { path: '^server/console/' },
    },
    {
      name: 'contract-is-pure',
      severity: 'error',
      comment: 'server/contract runs anywhere: zod, @noble, @scure/base and the names of the modes',
      from: { path: '^server/contract/' },
      to: {
        pathNot: [
          '^server/contract/',
          '^hardware/host/mode\\.ts$',
          'node_modules/(zod|@noble/(curves|hashes)|@scure/base)/',
        ],
      },
    },
    {
      name: 'decisions-are-pure',
      severity: 'error',
      comment: 'no effect can hide in the lane machine, the decision or the document rules',
      from: {
        path: '^kiosk/rules/(decision|document)/|^kiosk/lane/state-machine/(machine|passage|transition|timeouts|lane|lane-view)\\.ts$',
        pathNot: '^kiosk/rules/document/trust/',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'trust-is-pure',
      severity: 'error',
      comment: 'trust hashes and verifies; it reads no file, no clock and no network',
      from: { path: '^kiosk/rules/document/trust/' },
      to: { dependencyTypes: ['core'], pathNot: '^crypto$' },
    },
    {
      name: 'declarations-are-judged-anywhere',
      severity: 'error',
      comment: 'a browser gives the same findings as the server, so the judging of declarations has no effects',
      from: { path: JUDGING },
      to: {
        path: '.',
        pathNot: [JUDGING, '^server/contract/', 'node_modules/(zod|saxes|xmlchars|@noble/hashes)/'],
      },
    },
    {
      name: 'sharing-is-pure-where-it-projects',
      severity: 'error',
      comment: 'the projection gets rows and gives a delivery: it reads no table, no clock and no chance',
      from: { path: '^server/sharing/projection/' },
      to: {
        path: '.',
        pathNot: [
          '^server/sharing/(projection|agreement)/[^/]+\\.ts$',
          '^server/contract/',
          'node_modules/(zod|@noble/hashes)/',
        ],
      },
    },
    {
      name: 'sharing-reads-no-other-room',
      severity: 'error',
      comment: 'one file reads records of travellers, and hands on the agreed fields alone',
      from: {
        path: '^server/sharing/',
        pathNot: [
          '^server/sharing/(deliveries/read-dataset|pseudonyms/(receive-pseudonyms|pseudonym-routes))\\.ts$',
          '^server/sharing/list-counts/',
          '^server/sharing/portal/',
          '^server/sharing/(lists/|partners/list-routes\\.ts$|program/(draft-of-lists|send-lists)\\.ts$)',
        ],
      },
      to: {
        path: '^server/',
        pathNot: '^server/(sharing|contract|platform|records/(ledger|acts|alarms|context|proposals))/',
      },
    },
    {
      name: 'sharing-brings-lists-to-the-signed-channel',
      severity: 'error',
      comment: 'lists of partners go into the signed channel; what takes them reads no other room',
      from: {
        path: '^server/sharing/(lists/|partners/list-routes\\.ts$|program/(draft-of-lists|send-lists)\\.ts$)',
      },
      to: {
        path: '^server/',
        pathNot: '^server/(sharing|lanes/releases|contract|platform|records/(ledger|acts|alarms|context|proposals))/',
      },
    },
    {
      name: 'sharing-shows-partners-people-no-other-room',
      severity: 'error',
      comment: 'people of partners sign in like other people, and read what this room has',
      from: { path: '^server/sharing/portal/' },
      to: {
        path: '^server/',
        pathNot:
          '^server/(sharing|contract|platform/(base|database|http)|records/(ledger|context|proposals)|people/(people|portals))/',
      },
    },
    {
      name: 'sharing-reads-travellers-at-one-door',
      severity: 'error',
      comment: 'the readers of datasets get facts without handles, and count them',
      from: { path: '^server/sharing/deliveries/read-dataset\\.ts$' },
      to: {
        path: '^server/',
        pathNot: [
          '^server/sharing/(agreement|projection)/',
          '^server/platform/database/connection\\.ts$',
          '^server/records/reports/traveller-facts\\.ts$',
        ],
      },
    },
    {
      name: 'sharing-receives-from-lanes-at-one-door',
      severity: 'error',
      comment: 'pseudonyms and counts come from lanes: authenticated like their reports, and joined with none',
      from: {
        path: [
          '^server/sharing/pseudonyms/(receive-pseudonyms|pseudonym-routes)\\.ts$',
          '^server/sharing/list-counts/',
        ],
      },
      to: {
        path: '^server/',
        pathNot: [
          '^server/(sharing|contract|platform/(base|database|http))/',
          '^server/intake/ingest/(authenticate|ingest-context|lane-message)\\.ts$',
          '^server/lanes/fleet/kiosk-gate\\.ts$',
        ],
      },
    },
    {
      name: 'judging-is-pure',
      severity: 'error',
      comment: 'what the table says depends on who asks, for what, where and when, and on nothing else',
      from: { path: '^server/platform/access/(vocabulary|principal|shift|separation|access-table|judge)\\.ts$' },
      to: {
        path: '.',
        pathNot: [
          '^server/platform/access/(vocabulary|principal|shift|separation|access-table|judge)\\.ts$',
          '^server/contract/',
          'node_modules/zod/',
        ],
      },
    },
    {
      name: 'transparency-is-pure',
      severity: 'error',
      comment: 'trees, notes and proofs hash and verify; they read no file, no clock, no database and no network',
      from: { path: '^server/platform/transparency/' },
      to: { dependencyTypes: ['core'], pathNot: '^crypto$' },
    },
    {
      name: 'transparency-is-alone',
      severity: 'error',
      from: { path: '^server/platform/transparency/' },
      to: { path: '^server/', pathNot: '^server/(platform/transparency|contract/merkle)/' },
    },
    oneDoor('one-door-onnxruntime', 'onnxruntime-node', '^models/runtime/session\\.ts$'),
    oneDoor('one-door-saxes', 'saxes', '^server/(goods/declarations/message/|lanes/releases/read-rates\\.ts$)'),
    oneDoor('one-door-knex', 'knex', '^(kiosk/platform/database|server/platform/database)/'),
    oneDoor('one-door-sqlite', 'sqlite3', '^(kiosk/platform/database|server/platform/database)/'),
    oneDoor('one-door-postgres', 'pg', '^server/platform/database/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
