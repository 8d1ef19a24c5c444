/** The keys of a lane's keypad: Enter or Space go on, D chooses the desk. A focused control keeps its own keys. */
export interface KeyActions {
  readonly onContinue: () => void;
  readonly onDesk: () => void;
}

export function listenToKeys({ onContinue, onDesk }: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const onControl = event.target instanceof Element && event.target.closest('button, [role="region"]') !== null;
    // `code`, so that the same key works whatever alphabet the keypad is set to.
    if (event.code === 'KeyD') {
      event.preventDefault();
      onDesk();
    } else if (!onControl && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      onContinue();
    }
  });
}
