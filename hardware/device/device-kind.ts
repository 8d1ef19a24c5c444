export type DeviceKind =
  | 'camera'
  | 'fingerprint-scanner'
  | 'document-reader'
  | 'token-reader'
  | 'gate'
  | 'indicator'
  | 'secure-element';
