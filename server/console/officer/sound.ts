/**
 * The sound of a referral: two short tones, made here and not loaded. Browsers play nothing before the first press on the page, and the
 * sound is off until the person switches it on.
 */
import { signal } from '@preact/signals';

export type SoundState = 'off' | 'on' | 'blocked';

export const sound = signal<SoundState>('off');

const TONES_HZ = [660, 880];
const TONE_S = 0.16;
const LOUDNESS = 0.18;

let context: AudioContext | undefined;

/** To be called from a press of a button, which is what browsers wait for. Plays once, so that it is known how it sounds. */
export async function switchSound(): Promise<void> {
  if (sound.value === 'on') {
    sound.value = 'off';
    return;
  }
  try {
    context ??= new AudioContext();
    await context.resume();
    sound.value = context.state === 'running' ? 'on' : 'blocked';
  } catch {
    sound.value = 'blocked';
  }
  playReferral();
}

export function playReferral(): void {
  if (sound.value !== 'on' || context === undefined) return;
  if (context.state !== 'running') {
    sound.value = 'blocked';
    return;
  }
  const start = context.currentTime;
  const loudness = context.createGain();
  loudness.connect(context.destination);
  TONES_HZ.forEach((frequency, index) => {
    const tone = new OscillatorNode(context as AudioContext, { frequency });
    const from = start + index * TONE_S;
    loudness.gain.setValueAtTime(LOUDNESS, from);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + TONE_S);
    tone.connect(loudness);
    tone.start(from);
    tone.stop(from + TONE_S);
  });
}
