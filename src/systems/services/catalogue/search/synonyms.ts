/**
 * Words of people for words of the law, reviewed by hand. `said` is looked for as whole words, with or without marks (one marked
 * otherwise is another word); `meant` is searched as well, or `instead` of it when what was said only misleads.
 */
export interface Synonym {
  readonly said: readonly string[];
  readonly meant: string;
  readonly instead?: true;
}

export const synonyms: readonly Synonym[] = [
  {
    said: ['làm sổ đỏ', 'sổ đỏ lần đầu', 'cấp sổ đỏ', 'làm sổ hồng', 'xin sổ đỏ'],
    meant: 'đăng ký đất đai tài sản gắn liền với đất cấp giấy chứng nhận lần đầu',
    instead: true,
  },
  {
    said: ['sổ đỏ sai', 'sổ hồng ghi sai', 'sổ đỏ ghi sai', 'sổ đỏ in sai', 'sửa sổ đỏ'],
    meant: 'đính chính giấy chứng nhận đã cấp',
    instead: true,
  },
  { said: ['làm hộ chiếu', 'xin hộ chiếu', 'cấp hộ chiếu', 'làm passport'], meant: 'cấp hộ chiếu phổ thông ở trong nước', instead: true },
  { said: ['đổi căn cước', 'đổi căn cước công dân', 'đổi CCCD', 'căn cước hết hạn'], meant: 'cấp đổi thẻ căn cước', instead: true },
  {
    said: ['mua bảo hiểm y tế', 'mua BHYT', 'đóng bảo hiểm y tế', 'mua thẻ bảo hiểm'],
    meant: 'đăng ký đóng cấp thẻ BHYT đối với người chỉ tham gia BHYT',
    instead: true,
  },
  {
    said: ['tự quyết toán thuế', 'quyết toán thuế thu nhập cá nhân'],
    meant: 'quyết toán thuế hoàn thuế cá nhân cư trú tiền lương tiền công trực tiếp với cơ quan thuế',
  },
  { said: ['sổ đỏ', 'sổ hồng', 'bìa đỏ', 'giấy tờ đất'], meant: 'giấy chứng nhận quyền sử dụng đất', instead: true },
  {
    said: ['sang tên sổ đỏ', 'sang tên đất', 'sang tên nhà đất', 'mua bán đất', 'cho đất', 'tặng đất'],
    meant: 'đăng ký biến động chuyển nhượng thừa kế tặng cho quyền sử dụng đất',
  },
  {
    said: ['hộ khẩu', 'sổ hộ khẩu', 'nhập khẩu', 'nhập hộ khẩu', 'chuyển khẩu', 'chuyển hộ khẩu'],
    meant: 'đăng ký thường trú',
    instead: true,
  },
  { said: ['tách khẩu', 'tách hộ khẩu', 'tách sổ hộ khẩu'], meant: 'tách hộ', instead: true },
  { said: ['KT3', 'ở trọ', 'thuê trọ', 'tạm trú tạm vắng'], meant: 'đăng ký tạm trú', instead: true },
  {
    said: ['CCCD', 'CMND', 'căn cước công dân', 'chứng minh nhân dân', 'chứng minh thư', 'thẻ căn cước công dân'],
    meant: 'thẻ căn cước',
    instead: true,
  },
  { said: ['VNeID', 'định danh mức 2', 'định danh mức độ 2'], meant: 'tài khoản định danh điện tử mức độ 02', instead: true },
  { said: ['GPLX', 'bằng lái', 'bằng lái xe', 'bằng xe máy', 'bằng ô tô'], meant: 'giấy phép lái xe', instead: true },
  { said: ['BHYT', 'thẻ bảo hiểm'], meant: 'thẻ BHYT bảo hiểm y tế' },
  { said: ['bảo hiểm y tế'], meant: 'BHYT' },
  { said: ['BHXH'], meant: 'bảo hiểm xã hội' },
  { said: ['bảo hiểm xã hội'], meant: 'BHXH' },
  { said: ['rút bảo hiểm', 'bảo hiểm một lần', 'rút BHXH'], meant: 'hưởng bảo hiểm xã hội một lần', instead: true },
  { said: ['về hưu', 'nghỉ hưu', 'hưu trí'], meant: 'lương hưu' },
  { said: ['bằng khoán', 'trước bạ'], meant: 'lệ phí trước bạ' },
  { said: ['cà vẹt', 'cavet', 'đăng ký xe máy', 'đăng ký ô tô', 'giấy tờ xe'], meant: 'chứng nhận đăng ký xe biển số xe' },
  { said: ['mua xe', 'xe mới'], meant: 'đăng ký xe lần đầu biển số xe' },
  { said: ['sang tên xe', 'mua xe cũ', 'xe cũ'], meant: 'đăng ký sang tên xe thay đổi chủ xe', instead: true },
  { said: ['passport', 'pát po', 'sổ thông hành'], meant: 'hộ chiếu phổ thông', instead: true },
  { said: ['tiền án', 'tiền án tiền sự', 'lý lịch tư pháp'], meant: 'Phiếu lý lịch tư pháp', instead: true },
  { said: ['lấy vợ', 'lấy chồng', 'cưới', 'làm đám cưới', 'đăng ký kết hôn'], meant: 'đăng ký kết hôn', instead: true },
  { said: ['độc thân', 'giấy độc thân', 'tình trạng hôn nhân'], meant: 'xác nhận tình trạng hôn nhân' },
  { said: ['sinh con', 'đẻ con', 'em bé mới sinh', 'con mới sinh', 'mới sinh'], meant: 'đăng ký khai sinh', instead: true },
  {
    said: ['mất giấy khai sinh', 'bản sao khai sinh', 'bản sao giấy khai sinh', 'trích lục khai sinh', 'trích lục'],
    meant: 'cấp bản sao trích lục hộ tịch bản sao giấy khai sinh',
    instead: true,
  },
  {
    said: ['người mất', 'qua đời', 'bố mất', 'mẹ mất', 'chết', 'báo tử', 'chứng tử', 'giấy chứng tử'],
    meant: 'đăng ký khai tử',
    instead: true,
  },
  {
    said: ['sửa tên', 'đổi tên', 'đổi họ', 'sai tên', 'sai ngày sinh', 'sửa khai sinh', 'sai giấy khai sinh'],
    meant: 'thay đổi cải chính bổ sung thông tin hộ tịch',
  },
  { said: ['nhận con nuôi', 'xin con nuôi', 'nuôi con nuôi'], meant: 'đăng ký việc nuôi con nuôi trong nước', instead: true },
  {
    said: ['công chứng bản sao', 'sao y', 'sao y bản chính', 'phô tô công chứng', 'chứng thực bản sao'],
    meant: 'chứng thực bản sao từ bản chính',
    instead: true,
  },
  { said: ['xác nhận chữ ký', 'chứng thực chữ ký'], meant: 'chứng thực chữ ký trong các giấy tờ văn bản', instead: true },
  { said: ['lập di chúc', 'làm di chúc', 'viết di chúc'], meant: 'chứng thực di chúc', instead: true },
  { said: ['mở công ty', 'lập công ty'], meant: 'đăng ký thành lập công ty trách nhiệm hữu hạn TNHH một thành viên' },
  { said: ['mở doanh nghiệp', 'lập doanh nghiệp'], meant: 'đăng ký thành lập doanh nghiệp', instead: true },
  {
    said: ['mở quán', 'mở quán ăn', 'mở cửa hàng', 'buôn bán nhỏ', 'mở tiệm', 'hộ kinh doanh cá thể'],
    meant: 'đăng ký hộ kinh doanh',
    instead: true,
  },
  { said: ['đóng cửa hàng', 'nghỉ kinh doanh', 'dẹp tiệm', 'nghỉ bán'], meant: 'chấm dứt hoạt động hộ kinh doanh', instead: true },
  {
    said: ['xin phép xây nhà', 'xây nhà', 'làm nhà', 'cất nhà', 'giấy phép xây nhà'],
    meant: 'cấp giấy phép xây dựng mới nhà ở riêng lẻ công trình cấp IV',
  },
  { said: ['sửa nhà', 'cơi nới'], meant: 'giấy phép xây dựng sửa chữa cải tạo nhà ở riêng lẻ', instead: true },
  { said: ['tranh chấp đất'], meant: 'hòa giải tranh chấp đất đai', instead: true },
  { said: ['hộ nghèo', 'cận nghèo'], meant: 'công nhận hộ nghèo hộ cận nghèo' },
  { said: ['khách ở lại', 'ngủ lại', 'ở qua đêm'], meant: 'thông báo lưu trú', instead: true },
  { said: ['giấy xác nhận cư trú', 'CT07', 'xác nhận cư trú'], meant: 'xác nhận thông tin về cư trú', instead: true },
  { said: ['thuế thu nhập', 'TNCN', 'thuế TNCN'], meant: 'thuế thu nhập cá nhân' },
  { said: ['hoàn thuế thu nhập', 'quyết toán thuế'], meant: 'quyết toán hoàn thuế cá nhân tiền lương tiền công' },
  { said: ['cho thuê nhà', 'cho thuê phòng trọ'], meant: 'khai thuế cá nhân cho thuê bất động sản', instead: true },
  { said: ['trợ giúp pháp lý', 'luật sư miễn phí', 'nhờ luật sư'], meant: 'yêu cầu trợ giúp pháp lý', instead: true },
  { said: ['thôi quốc tịch', 'bỏ quốc tịch'], meant: 'thôi quốc tịch Việt Nam ở trong nước', instead: true },
  { said: ['tử tuất', 'tiền tuất', 'mai táng'], meant: 'chế độ tử tuất' },
  { said: ['ốm', 'nghỉ ốm', 'đau ốm'], meant: 'chế độ ốm đau' },
  { said: ['làm lại', 'bị mất', 'đánh mất', 'làm mất', 'xin lại'], meant: 'cấp lại' },
  { said: ['hết hạn', 'đổi'], meant: 'cấp đổi' },
];
