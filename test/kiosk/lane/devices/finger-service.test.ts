import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../../kiosk/platform/config/config.ts';
import { readFingerService } from '../../../../kiosk/lane/devices/finger-service.ts';
import { DEVICE, PROVIDER } from '../../../hardware/fingerprint-scanner/mosip-sbi/sbi-rig.ts';
import { toPem } from '../../../hardware/fingerprint-scanner/mosip-sbi/test-certificates.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const configured = (content: string | undefined) => {
  const trustFile = join(temporaryFolder(), 'providers.pem');
  if (content !== undefined) writeFileSync(trustFile, content);
  return { url: new URL('http://127.0.0.1:4501'), trustFile, environment: 'Developer' } as const;
};

describe('the file with the trusted providers of a scanner', () => {
  test('is read completely', () => {
    expect(readFingerService(configured(toPem(PROVIDER))).trust).toHaveLength(1);
  });
  test.each([
    ['absent', undefined, 'cannot be read'],
    ['empty', '', 'no certificate'],
    ['a device, not an authority', toPem(DEVICE), 'authority'],
  ])('that is %s gives a fault with the name of the setting', (_name, content, message) => {
    const read = () => readFingerService(configured(content));
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`POSTERN_KIOSK_FINGERPRINT_TRUST_FILE: .*${message}`));
  });
});
