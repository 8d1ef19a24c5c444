import type { Program } from '../../../hardware/host/run-program.ts';

/** The programs beside the lane, for technicians and for people who sign documents for lanes. */
export const LANE_PROGRAMS: Readonly<Record<string, Program>> = {
  run: { summary: 'runs the lane from a shell', load: () => import('./run.ts') },
  setup: { summary: 'sets a new lane up and starts it', load: () => import('./setup.ts') },
  enrol: { summary: 'enrols the lane with the code of an administrator', load: () => import('./enrol.ts') },
  doctor: { summary: 'what is wrong with the lane, and the next step', load: () => import('./doctor.ts') },
  check: { summary: "a technician's readiness check of the lane", load: () => import('./check.ts') },
  vault: { summary: "the lane's keys and the captures that it keeps", load: () => import('./vault/main.ts') },
  inspections: { summary: 'counts of each document check by result', load: () => import('./inspections.ts') },
  software: { summary: 'the release that the lane runs, and the way back', load: () => import('./software.ts') },
  tpm: { summary: "the lane's TPM, and approvals of how the machine starts", load: () => import('./tpm.ts') },
  terminal: { summary: 'keys with which chips release fingerprints', load: () => import('./terminal.ts') },
  'handle-keys': { summary: "the fleet's key of document handles", load: () => import('./handle-keys.ts') },
  documents: { summary: 'documents that two people sign', load: () => import('./documents/main.ts') },
  pkd: { summary: 'certificates of passports from the ICAO PKD', load: () => import('./pkd/main.ts') },
  watchlist: { summary: 'watchlists for lanes', load: () => import('./watchlist/main.ts') },
};
