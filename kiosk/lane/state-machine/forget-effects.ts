/** Ends a traveller's captures: they stay sealed for an officer, or their keys are destroyed. */
import type { Retention } from '../../vault/retention/retention.ts';
import type { ReadBuffer } from '../../../hardware/host/read-buffer.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { FaceAnalysis } from '../../biometrics/face/analysis.ts';
import { collectGarbage } from '../../platform/launch/collect-garbage.ts';
import type { ShadowMoments } from '../../biometrics/shadow/shadow-passage.ts';
import type { Vault } from '../../vault/captures/vault.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { FingerEffects } from './finger-effects.ts';
import type { Transaction } from './transaction.ts';

export interface ForgetOptions {
  readonly vault: Pick<Vault, 'keepReferred' | 'forget'>;
  readonly retention: Pick<Retention, 'limitMs'>;
  readonly analysis: Pick<FaceAnalysis, 'forget'>;
  readonly fingers: Pick<FingerEffects, 'forget'>;
  readonly background: BackgroundTasks;
  readonly shadow: ShadowMoments | undefined;
  readonly readBuffer: Pick<ReadBuffer, 'overwrite'> | undefined;
  readonly log: LogEvent;
  /**
   * Called after the captures of a traveller were destroyed and not kept for an officer. `tag`: that of the receipt,
   * if the traveller took one.
   */
  readonly onCleared: (captures: number, tag: string | undefined) => void;
}

export function createForget(
  options: ForgetOptions,
): (ended: Transaction, captures: 'destroy' | 'keep-for-officer', tag: string | undefined) => void {
  const { vault, retention, analysis, fingers, background, shadow, readBuffer, log, onCleared } = options;

  const overwrite = (): void => {
    collectGarbage();
    void readBuffer?.overwrite();
  };

  const keep = async (ended: Transaction, referredMs: number): Promise<void> => {
    // Captures in the thread are returned before it answers this.
    await analysis.forget().catch(() => undefined);
    await fingers.forget().catch(() => undefined);
    log({ event: 'captures-kept', captures: await vault.keepReferred(ended.id, referredMs) });
    shadow?.kept(ended.id);
    overwrite();
  };
  const destroy = async (ended: Transaction, tag: string | undefined): Promise<void> => {
    shadow?.ended(ended.id);
    const { retentionClass, captures } = vault.forget(ended.id);
    log({ event: 'captures-erased', retentionClass, captures });
    onCleared(captures, tag);
    // Both are called, even if one of them fails.
    await Promise.all([fingers.forget(), analysis.forget()]).finally(overwrite);
  };

  return (ended, captures, tag) =>
    background.run(
      'forget',
      () => {
        const referredMs = retention.limitMs('referred');
        return captures === 'keep-for-officer' && referredMs > 0 ? keep(ended, referredMs) : destroy(ended, tag);
      },
      () => {
        shadow?.ended(ended.id);
        vault.forget(ended.id);
      },
    );
}
