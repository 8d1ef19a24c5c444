import { Badge } from '../design/badge.tsx';
import { isKept } from './state.ts';

/** Whether the page opens without the server from now on. */
export function Kept() {
  return (
    <p class="verify-kept">
      {isKept.value ? (
        <>
          <Badge tone="good" icon="tick" word="Works offline" />
          <span class="quiet">This page is kept in your browser and opens without the server.</span>
        </>
      ) : (
        <span class="quiet">Once loaded, this page needs no connection.</span>
      )}
    </p>
  );
}
