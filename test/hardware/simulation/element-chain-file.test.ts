import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHAINS_MAX, type ChainName } from '../../../hardware/secure-element/chain.ts';
import { storedChains } from '../../../hardware/secure-element/stored-chains.ts';
import { CHAIN_FILE_NAME, chainFile } from '../../../hardware/simulation/element-chain-file.ts';
import { codeOf } from '../../contracts/device-rig.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HEADER_BYTES = 32;
const RECORD_BYTES = 73;
const at = (place: number): ChainName => ({ purpose: 'handles', generation: 1, place });
const secret = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

describe('the chain file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder, CHAIN_FILE_NAME);
  });
  const chains = () => storedChains(chainFile(folder));

  it('is created with the first chain, for its owner only, and no other file is left', async () => {
    expect(await chains().chains()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    await chains().importChain(at(1), secret(7));
    expect(readdirSync(folder)).toEqual([CHAIN_FILE_NAME]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(path).size).toBe(HEADER_BYTES + CHAINS_MAX * RECORD_BYTES);
  });

  it('holds no byte of a secret that was destroyed', async () => {
    await chains().importChain(at(1), secret(7));
    await chains().advanceChain(at(1), ['a'], at(2));
    await chains().destroyChain(at(1));
    expect(readFileSync(path).includes(Buffer.from(secret(7).subarray(0, 4)))).toBe(false);
  });

  it('contains only complete chains, wherever a power cut interrupts the writing of the next', async () => {
    await chains().importChain(at(1), secret(7));
    const before = readFileSync(path);
    await chains().advanceChain(at(1), ['a'], at(2));
    const after = readFileSync(path);
    for (let cut = 0; cut <= RECORD_BYTES; cut += 1) {
      const end = HEADER_BYTES + RECORD_BYTES + cut;
      writeFileSync(path, Buffer.concat([after.subarray(0, end), before.subarray(end)]));
      const found = await chains().chains();
      expect(found).toEqual(cut === RECORD_BYTES ? [at(1), at(2)] : [at(1)]);
      if (cut < RECORD_BYTES) expect(readFileSync(path)).toEqual(before);
    }
  });

  it('contains nothing of a chain, wherever a power cut interrupts its destruction', async () => {
    await chains().importChain(at(1), secret(7));
    await chains().importChain(at(2), secret(8));
    const before = readFileSync(path);
    await chains().destroyChain(at(1));
    const after = readFileSync(path);
    for (let cut = 1; cut <= RECORD_BYTES; cut += 1) {
      const end = HEADER_BYTES + cut;
      writeFileSync(path, Buffer.concat([after.subarray(0, end), before.subarray(end)]));
      expect(await chains().chains()).toEqual([at(2)]);
      expect(readFileSync(path)).toEqual(after);
    }
  });

  it('is refused when it is truncated, lengthened or another file, and is not overwritten', async () => {
    await chains().importChain(at(1), secret(7));
    const good = readFileSync(path);
    for (const content of [good.subarray(1), Buffer.concat([good, Buffer.of(0)]), Buffer.alloc(0), Buffer.alloc(616)]) {
      writeFileSync(path, content);
      expect(await codeOf(chains().chains())).toBe('corrupt');
      expect(await codeOf(chains().makeChain(at(3)))).toBe('corrupt');
      expect(readFileSync(path)).toEqual(content);
    }
  });

  it('is lengthened when an earlier version wrote it, with eight places', async () => {
    await chains().importChain(at(1), secret(7));
    writeFileSync(path, readFileSync(path).subarray(0, HEADER_BYTES + 8 * RECORD_BYTES));
    expect(await chains().chains()).toEqual([at(1)]);
    expect(statSync(path).size).toBe(HEADER_BYTES + CHAINS_MAX * RECORD_BYTES);
    await chains().makeChain(at(3));
    expect(await chains().chains()).toEqual([at(1), at(3)]);
  });
});
