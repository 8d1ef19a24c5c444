export type DeviceKind = 'camera' | 'fingerprint-scanner' | 'document-reader' | 'gate' | 'indicator' | 'secure-element';
