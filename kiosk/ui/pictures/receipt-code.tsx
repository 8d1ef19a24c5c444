import { encodeQR } from 'qr';

/** Modules of white around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Room for a line of words below the code, in modules. */
const CAPTION = 3;

/** The receipt as a QR code: black on white whatever the screen's colours, because cameras expect that. */
export function ReceiptCode({ text, caption }: { text: string; caption: string }) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
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
