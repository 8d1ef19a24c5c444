import { ConfigError, readConfig } from '../../../../kiosk/platform/config/config.ts';

/** The one setting of a lane that has no default. */
export const KEY = { POSTERN_KIOSK_SERVER_KEY: 'ab'.repeat(32) };
/** The faults that the settings have. */
export const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};
