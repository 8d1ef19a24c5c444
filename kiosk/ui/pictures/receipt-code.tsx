import { encodeQR } from 'qr';

/** Modules of white around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Room for a line of words below the code, in modules. */
const CAPTION = 3;

export interface CodeDrawing {
  readonly text: string;
  readonly caption: string;
  /** A long text gets less redundancy, so that its modules stay large: the screen is clean. */
  readonly isLong?: boolean;
}

/** A receipt, or the lane's statement about itself, as a QR code: black on white whatever the screen's colours, because cameras expect that. */
export function ReceiptCode({ text, caption, isLong = false }: CodeDrawing) {
  const rows = encodeQR(text, 'raw', { ecc: isLong ? 'low' : 'medium', border: QUIET_ZONE });
  const dark = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg class="receipt-code" viewBox={`0 0 ${rows.length} ${rows.length + CAPTION}`}>
      <rect width={rows.length} height={rows.length + CAPTION} />
      <path d={dark.join('')} shape-rendering="crispEdges" />
      <text x={rows.length / 2} y={rows.length + CAPTION / 2}>
        {caption}
      </text>
    </svg>
  );
}
