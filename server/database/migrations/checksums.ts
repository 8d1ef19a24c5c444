/**
 * A checksum of the text of each migration. A released migration is never edited, because databases exist that were made by its text. A
 * test computes the checksums again. A database stores those by which it was made, and is refused when they differ.
 */
export const CHECKSUMS: Readonly<Record<string, string>> = {
  '0001-first': '58b5dbce82e53694da3f1d74f7f9a15b',
  '0002-ledger-openings': '1a9a2af3a7ff68d4949c4660f71c5012',
  '0003-evidence': 'af254cac1269dd34abf5a6b0b6bcc4f6',
  '0010-people': 'e9cda090f4a76e51f1b86768ed8a6104',
  '0011-access': '7f5545d4d76517b7c3dd0e5a91b85924',
  '0012-fleet': '3d306f7125532ea55f74043679ba9c09',
  '0014-referrals': 'f7a66d8797164ddad52cced0bbb54be3',
  '0015-privacy': 'f058217f2f09c991cb4f0a99e4357f1e',
  '0016-orders': '069d82693ad579bf80404eb1b291b92d',
  '0018-retention-rollout': 'a46b70e5ee7481e895e3e97f9c99bb09',
  '0020-emergency-openings': 'da14b438c6d22d4ee894fbcde8597f59',
  '0021-key-successions': '9d0bdd71b323b6200c0c8d63610448c5',
  '0022-lane-server-key': '6a2d48df9991fcad9fc02e1cabfd7d49',
  '0040-openings-for-cause': 'b226b0b0c2087c0a226cd065a5c473bf',
  '0041-second-looks': '4db15f05fa7bb764dfa3a5247135efbb',
  '0042-recovery-halves': 'd10643415116e2ea055483a991287574',
  '0050-order-assertions': 'a6efef49f62891ad69b51ccb71911673',
  '0050-reconciliation': '111c6917dd76e5bf0a663184b5266f6b',
  '0060-figures': 'e209e08e5b2920aebd19e7b6e513da62',
  '0070-sites': '0b305386972c0cd7c9927e3701777b9d',
  '0071-setup': '3ddf6042be4e52796baa79fb6a4459c1',
  '0072-slow-lanes': 'c0483bb5e1c1089cff85e045ef4c5567',
  '0083-readiness': '3da24f7d9e250b5daf63e7b75b38d869',
  '0090-attempts': '008f5e8dbb9f8e990994eb879d8b0b38',
  '0091-lane-releases': '91e556a83c7d309ea37049d38ab00705',
  '0101-attestation': 'e5837c597f6750492a05a14958e8224f',
  'ledger-0001-log': 'a2a6d3e612da22a39413cf517f93ed19',
  'witness-0001-seen': 'c9dfcf8f84a9379f1ec11c2c71d2605d',
};
