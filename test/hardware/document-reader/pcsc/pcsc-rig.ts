/** The whole stack: driver, its process, client library, daemon, virtual reader, virtual chip. */
import { pause } from '../../../../hardware/host/clock.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import {
  pcscDocumentReader,
  type PcscDocumentReaderOptions,
} from '../../../../hardware/document-reader/pcsc/pcsc-document-reader.ts';
import type { ChipFault, ChipProfile } from '../../../../hardware/simulation/chip/chip-profile.ts';
import { createVirtualChip } from '../../../../hardware/simulation/chip/virtual-chip.ts';
import { never } from '../../../contracts/device-rig.ts';
import { heldLimits } from '../../../support/held-limits.ts';
import { specimenProfile } from '../emrtd/specimen-chip.ts';
import { type PcscDaemon, pcscDaemon } from './pcsc-daemon.ts';
import { fakeZoneSource, ZONE } from './specimen-zone.ts';
import { type CardChip, insertCard, type VirtualCard } from './virtual-card.ts';

/** A chip over the air: what one command takes, ms. */
const COMMAND_MS = 10;
/** The self-test and everything longer. */
const LIMITS_FROM_MS = 1_500;
/** The reader's process keeps the system's time. */
const EXCHANGE_MS = 120_000;

/** A chip as the virtual reader sees it. It talks nonsense or leaves when its faults say so. */
export function cardChip(
  profile: ChipProfile,
  { faults = [], commandMs = 0, lift }: { faults?: readonly ChipFault[]; commandMs?: number; lift?: () => void } = {},
): CardChip {
  const chip = createVirtualChip(profile, faults);
  let commands = 0;
  return {
    async process(command) {
      commands += 1;
      if (commandMs > 0) await pause(systemClock, commandMs);
      if (faults.some((fault) => fault.kind === 'removed' && commands > fault.afterCommands)) {
        lift?.();
        return undefined;
      }
      const noise = faults.some((fault) => fault.kind === 'noise' && commands > fault.afterCommands);
      return noise ? new Uint8Array(2 + (commands % 40)).fill(0x5a) : chip.process(command);
    },
    reset: () => chip.reset(),
  };
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(systemClock, 10);
}

export type PcscRig = Awaited<ReturnType<typeof pcscRig>>;

export async function pcscRig(options: Partial<PcscDocumentReaderOptions> & { readonly daemon?: PcscDaemon } = {}) {
  const daemon = options.daemon ?? (await pcscDaemon());
  if (options.daemon === undefined) await daemon.start();
  const zone = fakeZoneSource(systemClock);
  const processes: number[] = [];
  const limits = heldLimits(LIMITS_FROM_MS);
  const device = pcscDocumentReader({
    clock: limits.clock,
    zone,
    onProcess: (id) => id !== undefined && processes.push(id),
    ...options,
    limits: { chipMs: 1_000, exchangeMs: EXCHANGE_MS, ...options.limits },
  });
  const cards = new Map<number, VirtualCard>();
  const present = (): boolean => device.documentPresent();
  const endless = (signal: AbortSignal) => device.read({ timeoutMs: 600_000, signal });

  async function insert(chip: CardChip, slot = 0): Promise<void> {
    cards.get(slot)?.lift();
    cards.set(slot, await insertCard(daemon.port + slot, chip));
  }
  const lift = (slot = 0): void => {
    cards.get(slot)?.lift();
    cards.delete(slot);
  };

  return {
    device,
    daemon,
    zone,
    clock: systemClock,
    /** Ids of the reader's processes, the last one last. */
    processes,
    insert,
    lift,
    async pass(byMs: number) {
      await pause(systemClock, byMs);
      limits.pass(byMs);
    },
    /** Every limit that is running passes at once. */
    passLimits: () => limits.pass(Number.POSITIVE_INFINITY),
    whenCancelled: 'rejects' as const,
    overlapping: false,
    endless,
    use: () => endless(never()),
    readWithinMs: 2_000,
    async present(document: 'genuine' | 'chip-dead' | 'mrz-unreadable' | 'lifted-while-read') {
      if (present()) {
        lift();
        await until(() => !present());
      }
      zone.show(document === 'mrz-unreadable' ? { kind: 'unreadable' } : { kind: 'zone', text: ZONE });
      if (document === 'chip-dead') return;
      const faults: readonly ChipFault[] =
        document === 'lifted-while-read' ? [{ kind: 'removed', afterCommands: 12 }] : [];
      await insert(cardChip(specimenProfile(), { faults, commandMs: COMMAND_MS, lift }));
      await until(present);
    },
    async remove() {
      zone.show(undefined);
      lift();
      await until(() => !present());
    },
    async unplug() {
      await daemon.kill();
      await until(() => device.status().kind === 'disconnected');
    },
    plugIn: () => daemon.start(),
    goSilent: () => daemon.freeze(),
    async close() {
      await device.disconnect();
      for (const card of cards.values()) card.lift();
      await daemon.close();
    },
  };
}
