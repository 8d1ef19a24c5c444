/**
 * The keys of a lane's keypad. Enter or Space continues, each button has a letter, and the arrows move from control to control,
 * for a pad that has only arrows and a key in their middle. A focused control keeps its own keys.
 */
export interface KeyActions {
  readonly onContinue: () => void;
  readonly onEscape: () => void;
  /** By `KeyboardEvent.code`, so that the same key works whatever alphabet the keypad is set to. */
  readonly keys: Readonly<Record<string, () => void>>;
}

const FORWARD: readonly string[] = ['ArrowDown', 'ArrowRight'];
const BACKWARD: readonly string[] = ['ArrowUp', 'ArrowLeft'];

export function listenToKeys({ onContinue, onEscape, keys }: KeyActions): void {
  document.addEventListener('pointerdown', () => delete document.documentElement.dataset['keypad']);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    // Buttons show their letters only to travellers who use keys
    document.documentElement.dataset['keypad'] = '';
    if ([...FORWARD, ...BACKWARD].includes(event.key)) {
      event.preventDefault();
      moveFocus(FORWARD.includes(event.key) ? 1 : -1);
      return;
    }
    if (event.repeat) return;
    const act = keys[event.code];
    if (act !== undefined) {
      event.preventDefault();
      act();
    } else if (event.key === 'Escape') {
      onEscape();
    } else if (target.closest('button') === null && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onContinue();
    }
  });
}

function moveFocus(by: 1 | -1): void {
  const controls = [...document.querySelectorAll<HTMLElement>('button:not(:disabled)')].filter((control) =>
    control.checkVisibility({ visibilityProperty: true }),
  );
  const at = controls.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 && by < 0 ? controls.length - 1 : (at + by + controls.length) % controls.length;
  controls[next]?.focus();
}
