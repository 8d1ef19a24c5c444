import { brand, brandName, logoAddress } from './brand.ts';
import './brand-name.css';

/** The agency's logo and name, or the name of Postern. */
export function BrandName() {
  const address = brand.value === null ? undefined : logoAddress(brand.value);
  return (
    <span class="brand-name" title={brandName()}>
      {address !== undefined && <img src={address} alt="" />}
      <bdi>{brandName()}</bdi>
    </span>
  );
}
