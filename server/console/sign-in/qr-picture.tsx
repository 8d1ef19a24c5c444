import { encodeQR } from 'qr';
import './qr-picture.css';

/** Light around the code, in modules (ISO/IEC 18004 §6.3.8). */
const QUIET = 4;

/** A QR code, dark on light in every colour scheme: cameras need this contrast. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQR(text, 'raw', { border: QUIET });
  const size = rows.length;
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path class="qr-light" d={`M0 0h${size}v${size}h-${size}z`} />
      <path class="qr-dark" d={dark.join('')} />
    </svg>
  );
}
