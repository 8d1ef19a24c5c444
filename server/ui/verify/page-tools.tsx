import { ThemeControl } from '../design/theme/theme-control.tsx';
import { LanguageSelect } from '../languages/language-select.tsx';

/** The controls at the top of both pages. */
export function PageTools() {
  return (
    <div class="verify-tools">
      <ThemeControl />
      <LanguageSelect />
    </div>
  );
}
