import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { t } from '../../languages/text.ts';
import { areShortcutsOn, isHelpOpen, SHORTCUTS } from './shortcuts.ts';

/** The list of keys, and the switch for who is hindered by them. */
export function ShortcutHelp() {
  return (
    <>
      <Button label={t('Keys')} shortcut="?" onPress={() => (isHelpOpen.value = true)} />
      {isHelpOpen.value && (
        <Dialog title={t('Keys')} onClose={() => (isHelpOpen.value = false)}>
          <dl class="keys">
            {SHORTCUTS.map(({ key, says }) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
          <label class="tick">
            <input
              type="checkbox"
              checked={areShortcutsOn.value}
              onChange={({ currentTarget }) => (areShortcutsOn.value = currentTarget.checked)}
            />
            <span>{t('Single keys work on this page')}</span>
          </label>
          <Button label={t('Close')} onPress={() => (isHelpOpen.value = false)} />
        </Dialog>
      )}
    </>
  );
}
