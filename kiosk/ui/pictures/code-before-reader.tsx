import { Picture } from './picture.tsx';

/** A sheet or telephone with a square code comes before the window of a reader. */
export function CodeBeforeReader() {
  return (
    <Picture name="code-before-reader">
      <path
        class="reader"
        d="M56 300h288a18 18 0 0 1 18 18v40a18 18 0 0 1-18 18H56a18 18 0 0 1-18-18v-40a18 18 0 0 1 18-18z"
      />
      <rect class="window" x="110" y="322" width="180" height="30" rx="8" />
      <path class="beam" d="M128 318L96 236h208l-32 82z" />
      <g class="sheet">
        <rect class="paper" x="116" y="28" width="168" height="208" rx="14" />
        <path class="code" d="M146 58h40v40h-40zM214 58h40v40h-40zM146 126h40v40h-40z" />
        <path class="mark" d="M158 70h16v16h-16zM226 70h16v16h-16zM158 138h16v16h-16z" />
        <path
          class="mark"
          d="M206 118h14v14h-14zM234 112h20v14h-20zM206 146h24v20h-24zM240 140h14v14h-14zM238 164h16v10h-16z"
        />
        <path class="line" d="M146 194h108M146 212h72" />
      </g>
    </Picture>
  );
}
