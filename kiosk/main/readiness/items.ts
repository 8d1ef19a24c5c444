import type { ReadinessItem } from '../../../server/contract/readiness-vocabulary.ts';
import { cameraItem, exposureItem, frameRateItem, screenLightItem } from './camera-items.ts';
import type { CheckItem } from './check-item.ts';
import { gateItem, walkThroughItem } from './gate-items.ts';
import { documentReaderItem, fingerprintScannerItem, indicatorItem, tokenReaderItem } from './guided-items.ts';
import { certificatesItem, clockItem, diskItem, modelsItem, secureElementItem, serverItem } from './machine-items.ts';

/** How each item of a check runs. */
export const CHECK_ITEMS: { readonly [Item in ReadinessItem]: CheckItem } = {
  'secure-element': secureElementItem,
  clock: clockItem,
  disk: diskItem,
  server: serverItem,
  certificates: certificatesItem,
  models: modelsItem,
  camera: cameraItem,
  exposure: exposureItem,
  'frame-rate': frameRateItem,
  'screen-light': screenLightItem,
  'document-reader': documentReaderItem,
  'fingerprint-scanner': fingerprintScannerItem,
  'token-reader': tokenReaderItem,
  indicator: indicatorItem,
  gate: gateItem,
  'walk-through': walkThroughItem,
};
