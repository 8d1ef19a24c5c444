/**
 * The only door of this folder for the lane's program. The registry loads it when a simulator is configured; a production build
 * leaves the folder out.
 */
import { createLaneSimulation } from './lane-simulation.ts';
import { simulatedCamera } from './simulated-camera.ts';
import { simulatedDocumentReader } from './simulated-document-reader.ts';
import { simulatedFingerprintScanner } from './simulated-fingerprint-scanner.ts';
import { simulatedGate } from './simulated-gate.ts';
import { simulatedIndicator } from './simulated-indicator.ts';
import { simulatedSecureElement } from './simulated-secure-element.ts';
import { simulatedTokenReader } from './simulated-token-reader.ts';

export const simulators = {
  createLaneSimulation,
  simulatedCamera,
  simulatedDocumentReader,
  simulatedFingerprintScanner,
  simulatedGate,
  simulatedIndicator,
  simulatedSecureElement,
  simulatedTokenReader,
};
