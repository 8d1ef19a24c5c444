import { environmentSchema, SHOULD_BE } from '../../server/main/config/environment.ts';
import { WITNESS_SHOULD_BE, witnessEnvironmentSchema } from '../../server/records/ledger/witness/config.ts';
import { FRONT_SHOULD_BE, frontEnvironmentSchema } from '../../server/goods/declarations/front/front-config.ts';
import { documentedVariables } from '../house/generated/variables-table.ts';
import type { PackageContents } from './contents.ts';

const FOLDER = 'server/main/install';

export const SERVER_PACKAGE: PackageContents = {
  name: 'postern-server',
  folder: FOLDER,
  summary: 'server of automated border-clearance lanes',
  description: [
    'Takes the signed match results of lanes, keeps them in a transparency log, and serves the consoles of officers, supervisors, privacy officers and auditors. It receives no biometrics.',
    'The package carries the Node runtime, and units for the server, for the front that receives declarations with an account of its own, and for a witness of the logs of other agencies.',
  ],
  programs: [
    'server/main.js',
    'server/main/commands/postern-server.js',
    'server/main/commands/witness.js',
    'server/goods/declarations/front/service.js',
  ],
  folders: [
    'server/ui-dist',
    'server/portal-dist',
    'server/partner-portal-dist',
    'server/people/training/courses',
    'server/records/alarms/languages',
  ],
  data: ['models/risk/model.json'],
  depends: [
    'libc6 (>= 2.36)',
    'libatomic1',
    'libstdc++6 (>= 12)',
    'libgcc-s1',
    'systemd (>= 254)',
    'debconf (>= 0.5) | debconf-2.0',
  ],
  recommends: ['chrony | time-daemon'],
  suggests: ['postgresql', 'pcscd', 'opensc-pkcs11'],
  placed: [
    { from: `${FOLDER}/postern-server`, to: '/usr/bin/postern-server', isProgram: true },
    { from: `${FOLDER}/postern-server.service`, to: '/usr/lib/systemd/system/postern-server.service' },
    { from: `${FOLDER}/postern-front.service`, to: '/usr/lib/systemd/system/postern-front.service' },
    { from: `${FOLDER}/postern-front.socket`, to: '/usr/lib/systemd/system/postern-front.socket' },
    { from: `${FOLDER}/postern-witness.service`, to: '/usr/lib/systemd/system/postern-witness.service' },
    { from: `${FOLDER}/sysusers.conf`, to: '/usr/lib/sysusers.d/postern-server.conf' },
    { from: `${FOLDER}/tmpfiles.conf`, to: '/usr/lib/tmpfiles.d/postern-server.conf' },
    { from: `${FOLDER}/polkit.rules`, to: '/usr/share/polkit-1/rules.d/postern-server.rules' },
    { from: 'server/oversight/alerts/postern.rules.yml', to: '/usr/share/postern-server/prometheus/postern.rules.yml' },
  ],
  settings: [
    {
      name: 'server',
      title: 'Postern server',
      variables: documentedVariables(environmentSchema, SHOULD_BE),
      given: { POSTERN_MODE: 'production' },
      byUnit: {
        POSTERN_SERVER_DATA_DIR: '/var/lib/postern-server',
        POSTERN_SERVER_TRADERS_FRONT: '/run/postern-front/server',
      },
    },
    {
      name: 'front',
      title: 'Postern front for declarations',
      variables: documentedVariables(frontEnvironmentSchema, FRONT_SHOULD_BE),
      given: {},
      byUnit: { POSTERN_FRONT_DATA_DIR: '/var/lib/postern-front' },
    },
    {
      name: 'witness',
      title: 'Postern witness',
      variables: documentedVariables(witnessEnvironmentSchema, WITNESS_SHOULD_BE),
      given: {},
      byUnit: { POSTERN_WITNESS_DATA_DIR: '/var/lib/postern-witness' },
    },
  ],
};
