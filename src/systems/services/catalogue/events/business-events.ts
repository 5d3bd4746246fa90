import { type LifeEvent, lifeEvent, type Row } from './types.ts';

function event(key: string, title: readonly [string, string], lead: readonly [string, string], ...rows: readonly Row[]): LifeEvent {
  return lifeEvent('business', key, title, lead, rows);
}

/** What happens to those who trade. Reviewed by hand. */
export const businessEvents: readonly LifeEvent[] = [
  event(
    'mo-quan-an',
    ['Mở quán ăn, cửa hàng', 'Opening a shop or eatery'],
    ['Quán nhỏ thường đăng ký hộ kinh doanh tại xã.', 'A small shop registers as a household business.'],
    ['1.001612', 'Đăng ký hộ kinh doanh.', 'Register the household business.'],
    ['1.009824', 'Báo địa điểm kinh doanh cho thuế.', 'Tell the tax office where it is.'],
    ['2.000575', 'Mất giấy đăng ký.', 'The certificate is lost.'],
    ['1.001570', 'Tạm ngừng.', 'To pause.'],
    ['1.001266', 'Nghỉ hẳn.', 'To close.'],
  ),
  event(
    'thanh-lap-doanh-nghiep',
    ['Thành lập doanh nghiệp', 'Founding an enterprise'],
    ['Chọn loại hình trước; mỗi loại một thủ tục.', 'Choose the form first; each has its own procedure.'],
    ['2.001583', 'Công ty một chủ.', 'A company with one owner.'],
    ['2.001199', 'Công ty từ hai thành viên.', 'A company with two or more members.'],
    ['2.002043', 'Công ty cổ phần.', 'A joint-stock company.'],
    ['2.001610', 'Doanh nghiệp tư nhân.', 'A sole proprietorship.'],
    ['2.002123', 'Chi nhánh, văn phòng, địa điểm kinh doanh.', 'Branches and offices.'],
  ),
  event(
    'thay-doi-doanh-nghiep',
    ['Thay đổi đăng ký doanh nghiệp', 'Changing an enterprise’s registration'],
    ['Đổi tên, trụ sở, vốn, thành viên đều phải đăng ký.', 'A new name, seat, capital or member is registered.'],
    ['2.002041', 'Tên, trụ sở, ngành nghề.', 'Name, seat, activities.'],
    ['2.002009', 'Vốn.', 'Capital.'],
    ['2.002011', 'Thành viên, chủ sở hữu.', 'Members or owner.'],
    ['2.002032', 'Từ doanh nghiệp tư nhân thành công ty.', 'From sole proprietorship to company.'],
  ),
  event(
    'thue-nguoi-lam',
    ['Thuê người làm', 'Employing people'],
    ['Bảo hiểm và thuế của người làm.', 'Insurance and tax of those employed.'],
    ['1.002051', 'Đăng ký đóng bảo hiểm.', 'Register them for insurance.'],
    ['2.002235', 'Khai thuế khấu trừ từ tiền lương.', 'Declare tax withheld from wages.'],
    ['1.008309', 'Quyết toán thuế.', 'The tax settlement.'],
  ),
  event(
    'hop-tac-xa',
    ['Lập hợp tác xã', 'Founding a cooperative'],
    ['Thành lập, thay đổi, giải thể.', 'Founding, changing, dissolving.'],
    ['1.005280', 'Đăng ký thành lập.', 'Found it.'],
    ['1.005277', 'Thay đổi đăng ký.', 'Change its registration.'],
    ['1.004982', 'Giải thể.', 'Dissolve it.'],
  ),
  event(
    'cho-thue-nha',
    ['Cho thuê nhà, phòng trọ', 'Letting rooms'],
    ['Khách trọ được đăng ký, chủ nhà khai thuế.', 'Guests are registered; the owner declares tax.'],
    ['1.007689', 'Khai thuế tiền cho thuê.', 'Declare tax on the rent.'],
    ['1.004194', 'Người thuê đăng ký tạm trú.', 'Tenants register.'],
    ['2.001159', 'Báo khách lưu trú.', 'Report overnight guests.'],
    ['1.000253', 'Khách là người nước ngoài.', 'The guest is a foreigner.'],
  ),
];
