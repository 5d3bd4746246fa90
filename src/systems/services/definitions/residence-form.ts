import type { Page, Procedure } from '#core/cases/index.ts';
import * as s from './helpers.ts';

/** What permanent and temporary residence both ask about the new home. */
export const lawfulHome: readonly Page[] = [
  s.page('home', 'Chỗ ở mới ở đâu? | Where is the new home?', [s.ask('address', 'home', 'Địa chỉ chỗ ở mới | Address of the new home')]),
  s.page('lawful', 'Chỗ ở đó là của ai? | Whose home is it?', [
    s.yesNo('ownHome', 'Nhà của bạn hoặc của vợ, chồng bạn? | Is it yours or your spouse’s?'),
    s.ask('name', 'homeHead', 'Chủ hộ, chủ nhà | Head of household, owner'),
  ]),
];

export const residenceRefusals: Procedure['refusals'] = [
  s.refusal(
    'not-lawful',
    'Chỗ ở thuộc trường hợp không được đăng ký cư trú mới (lấn chiếm, không phép, tranh chấp, thu hồi). | No registration there: encroached, unlicensed, disputed or recovered land.',
    'Luật Cư trú 68/2020/QH14, Điều 23',
  ),
  s.refusal(
    'no-conditions',
    'Chưa đủ điều kiện đăng ký cư trú. | The conditions of registration are not met.',
    'Luật Cư trú 68/2020/QH14, Điều 20 và Điều 27',
  ),
];
