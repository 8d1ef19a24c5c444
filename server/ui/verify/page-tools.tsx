import { ThemeControl } from '../design/theme/theme-control.tsx';

/** The controls at the top of both pages. */
export function PageTools() {
  return (
    <div class="verify-tools">
      <ThemeControl />
    </div>
  );
}
