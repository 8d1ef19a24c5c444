import { environmentSchema } from '../../kiosk/platform/config/environment.ts';
import { documentedVariables } from '../house/generated/variables-table.ts';
import type { PackageContents } from './contents.ts';

const FOLDER = 'kiosk/main/install';

export const LANE_PACKAGE: PackageContents = {
  name: 'postern-lane',
  folder: FOLDER,
  summary: 'automated border-clearance lane',
  description: [
    'Reads a passport, compares the traveller with its portrait in the lane, decides on local evidence, and opens the gate. Biometrics stay in the lane; the server receives match results.',
    'The package carries the Node runtime and the models that it runs, units for the lane and for the screen of travellers, and no simulated device.',
  ],
  programs: [
    'kiosk/main.js',
    'kiosk/main/commands/postern-lane.js',
    'kiosk/main/commands/screen.js',
    'kiosk/main/commands/select-release.js',
  ],
  folders: ['kiosk/ui-dist', 'kiosk/main/readiness/words'],
  data: ['models/manifest.json', 'models/face/centring.json', 'models/finger/fitted.json'],
  depends: [
    'libc6 (>= 2.36)',
    'libatomic1',
    'libstdc++6 (>= 12)',
    'libgcc-s1',
    'systemd (>= 254)',
    'debconf (>= 0.5) | debconf-2.0',
  ],
  recommends: [
    'cage',
    'seatd',
    'chromium',
    'fonts-noto-core',
    'fonts-noto-cjk',
    'ffmpeg',
    'v4l-utils',
    'pcscd',
    'chrony | time-daemon',
  ],
  suggests: ['libfprint-2-2', 'opensc-pkcs11'],
  placed: [
    { from: `${FOLDER}/postern-lane`, to: '/usr/bin/postern-lane', isProgram: true },
    { from: `${FOLDER}/postern-lane.service`, to: '/usr/lib/systemd/system/postern-lane.service' },
    { from: `${FOLDER}/postern-screen.service`, to: '/usr/lib/systemd/system/postern-screen.service' },
    { from: `${FOLDER}/sysusers.conf`, to: '/usr/lib/sysusers.d/postern-lane.conf' },
    { from: `${FOLDER}/tmpfiles.conf`, to: '/usr/lib/tmpfiles.d/postern-lane.conf' },
    { from: `${FOLDER}/modules-load.conf`, to: '/usr/lib/modules-load.d/postern-lane.conf' },
    { from: `${FOLDER}/polkit.rules`, to: '/usr/share/polkit-1/rules.d/postern-lane.rules' },
    ...['beckhoff-bk9000-perco-st-01', 'moxa-e1214-perco-st-01', 'wago-750-magnetic-mgc'].map((profile) => ({
      from: `hardware/modbus/profiles/${profile}.json`,
      to: `/usr/share/postern-lane/modbus-profiles/${profile}.json`,
    })),
  ],
  settings: [
    {
      name: 'lane',
      title: 'Postern lane',
      variables: documentedVariables(environmentSchema),
      given: { POSTERN_MODE: 'production' },
      byUnit: { POSTERN_KIOSK_DATA_DIR: '/var/lib/postern-lane' },
    },
  ],
};
