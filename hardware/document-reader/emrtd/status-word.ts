/** Status words that the protocols tell apart, ISO/IEC 7816-4 §5.6. */
export const OK = 0x9000;
/** The file ended before the requested length; the answer contains the rest of it. */
export const END_OF_FILE = 0x6282;
export const AUTHENTICATION_FAILED = 0x6300;
export const WRONG_LENGTH = 0x6700;
export const SECURITY_NOT_SATISFIED = 0x6982;
export const CONDITIONS_NOT_SATISFIED = 0x6985;
export const WRONG_SECURE_MESSAGING = 0x6988;
export const WRONG_DATA = 0x6a80;
export const FILE_NOT_FOUND = 0x6a82;
export const KEY_NOT_FOUND = 0x6a88;
export const BEYOND_END = 0x6b00;
export const UNKNOWN_INSTRUCTION = 0x6d00;
