/** Why a referee says something else than we do, and who is right by what. The first that fits counts. */
export interface Difference {
  readonly programs: readonly ('dss' | 'hanko')[];
  readonly group?: RegExp;
  readonly name?: RegExp;
  readonly theirs?: RegExp;
  readonly why: string;
}

const both = ['dss', 'hanko'] as const;

export const differences: readonly Difference[] = [
  {
    programs: ['hanko'],
    name: /nơi không ai biết/,
    why: 'Dấu thời gian không tin được thì EN 319 102-1 §5.5.4 để cho chính sách quyết định: ta và DSS bỏ nó ra rồi xét chữ ký theo ngày hôm nay, pyHanko dừng ở đó. Cả hai cách đều đúng; ta báo mức B-B vì dấu ấy không chứng minh gì, DSS báo mức theo cấu trúc (B-T).',
  },
  {
    programs: both,
    group: /một chữ số/,
    theirs: /NOT-SIGNED/,
    why: 'CMS không còn đọc được: DSS coi như tệp không có chữ ký. Ta thấy trường chữ ký vẫn còn nên báo chữ ký hỏng; người nhận cần biết điều đó.',
  },
  {
    programs: both,
    group: /một chữ số/,
    theirs: /TOTAL-PASSED/,
    why: 'Chỗ bị đổi nằm trong chứng thư của tổ chức cấp gửi kèm, chữ ký không bảo vệ; pyHanko đã có bản đúng nên bỏ qua. Ta chặt hơn chuẩn: chứng thư gửi kèm phải thuộc một chuỗi, để không bit nào đổi được mà không ai thấy.',
  },
  {
    programs: both,
    group: /một chữ số/,
    why: 'Cùng kết luận là không qua, khác tên vì khác thứ tự kiểm tra: chỗ bị đổi làm hỏng chứng thư, chuỗi hay cấu trúc, tùy chương trình đọc phần nào trước. Ta gọi là FORMAT_FAILURE khi cấu trúc không còn đúng DER, là việc làm trước mọi việc khác (EN 319 102-1 §5.2.2).',
  },
  {
    programs: ['dss'],
    group: /ghi thêm/,
    name: /byte không ai ký/,
    why: 'DSS chỉ báo ở mức cảnh báo về byte nằm sau phần đã ký. Ta từ chối: tệp không còn đúng là tệp đã được ký, và không ai chịu trách nhiệm về phần thêm.',
  },
  {
    programs: ['hanko'],
    group: /ghi thêm/,
    name: /byte không ai ký/,
    why: 'pyHanko bỏ qua ký tự trắng và chú thích sau dấu hết tệp. Ta từ chối: tệp không còn đúng là tệp đã được ký, và không ai chịu trách nhiệm về phần thêm.',
  },
  {
    programs: ['dss'],
    group: /ghi thêm/,
    why: 'Chính sách đi kèm DSS chỉ cảnh báo (UndefinedChanges, PdfAnnotationOverlap ở mức WARN) khi lần lưu sau thay nội dung đã ký; pyHanko từ chối như ta. Ta đúng: người mở tệp thấy nội dung mà người ký không ký.',
  },
  {
    programs: both,
    name: /chính tổ chức chứng thực ký/,
    why: 'Chính sách: chứng thư của tổ chức chứng thực không phải để ký văn bản. DSS để KeyUsage ở mức WARN, pyHanko chỉ hỏi bit digitalSignature hay nonRepudiation khi được dặn. Chuẩn để cho chính sách quyết định.',
  },
  {
    programs: both,
    name: /chưa có hiệu lực/,
    why: 'Danh sách thu hồi được lập khi chứng thư chưa bắt đầu nên hai chương trình kia không dùng được nó và dừng ở chuỗi. Ta xét hạn trước; ký trước khi chứng thư có hiệu lực là NOT_YET_VALID (EN 319 102-1 §5.5.4).',
  },
  {
    programs: ['dss'],
    name: /hiệu lực sau lúc ký/,
    why: 'DSS nói điều ấy bằng ràng buộc của chính sách (SigningTimeInCertRange, giờ ký ghi trong tệp). Ta căn cứ dấu thời gian: chữ ký đã có trước khi chứng thư bắt đầu, nên NOT_YET_VALID.',
  },
  {
    programs: ['hanko'],
    name: /hiệu lực sau lúc ký|đã hết hạn/,
    theirs: /TOTAL-PASSED/,
    why: 'pyHanko chưa so thời điểm được chứng minh với hạn của chứng thư ở quy trình có dấu thời gian (mã nguồn của nó ghi chú như vậy), nên cho qua. Ta và DSS đúng.',
  },
  {
    programs: ['dss'],
    name: /sau một chữ ký có dấu thời gian/,
    why: 'Ta dùng thêm một điều: cái mà chữ ký bao trùm (dấu thời gian của chữ ký trước) phải có trước nó, nên chắc chắn là ký muộn, không chỉ là thiếu bằng chứng. DSS không suy ra điều đó. Cả hai đều không qua.',
  },
  {
    programs: ['hanko'],
    name: /sau một chữ ký có dấu thời gian/,
    why: 'Như DSS: pyHanko không suy ra từ dấu thời gian của chữ ký trước rằng chữ ký này được làm muộn hơn. Cả hai đều không qua.',
  },
  {
    programs: ['hanko'],
    name: /^hết hạn|hết hạn cả/,
    why: 'pyHanko không hỏi thu hồi của chứng thư đã hết hạn nên chỉ nói OUT_OF_BOUNDS_NO_POE; ta và DSS biết là không bị thu hồi.',
  },
  {
    programs: ['dss'],
    name: /^của thứ khác$/,
    why: 'Chuẩn cho phép bỏ dấu thời gian hỏng ra (DSS làm vậy). Ta chặt hơn: dấu thời gian của thứ khác cho thấy có người đã động vào tệp.',
  },
  {
    programs: ['hanko'],
    name: /^của thứ khác$/,
    why: 'pyHanko lấy kết quả của dấu thời gian (HASH_FAILURE) làm kết quả của chữ ký. Bản thân chữ ký vẫn đúng, nên ta không nói là chắc chắn hỏng mà nói một phần không đúng quy cách.',
  },
  {
    programs: both,
    name: /của ngày kia|sớm hơn chữ ký trước/,
    why: 'EN 319 102-1 §5.5.4 bắt kiểm tra thứ tự thời gian. DSS chỉ so các dấu của cùng một chữ ký, pyHanko chưa làm (mã nguồn ghi chú như vậy). Ta so cả với lúc kiểm tra và với chữ ký trước.',
  },
  {
    programs: ['hanko'],
    name: /nơi cấp dấu bị lộ khóa/,
    why: 'pyHanko trả về lý do của dấu thời gian; ta và DSS bỏ dấu ấy ra rồi nói về chữ ký: hết hạn, không có bằng chứng.',
  },
  {
    programs: both,
    name: /nơi cấp dấu thay chứng thư/,
    why: 'RFC 3161 §4: chứng thư của nơi cấp dấu bị thu hồi vì lý do vô hại (superseded, affiliationChanged, cessationOfOperation) thì dấu cấp trước đó vẫn có giá trị. DSS và pyHanko không phân biệt lý do. Ta đúng theo RFC.',
  },
  {
    programs: both,
    group: /nơi cấp dấu thời gian/,
    theirs: /TOTAL-PASSED/,
    why: 'RFC 3161 §2.3: mục đích mở rộng của nơi cấp dấu phải chỉ có timeStamping và phải là bắt buộc (critical). DSS và pyHanko chỉ hỏi là có timeStamping hay không. Ta đúng theo RFC, và openssl cũng đòi như vậy.',
  },
  {
    programs: ['hanko'],
    group: /nơi cấp dấu thời gian/,
    why: 'pyHanko lấy kết quả của dấu thời gian làm kết quả của chữ ký; ta và DSS bỏ dấu ấy ra rồi xét chữ ký: chứng thư người ký đã hết hạn.',
  },
  {
    programs: ['hanko'],
    group: /thuật toán/,
    theirs: /CRYPTO_CONSTRAINTS_FAILURE$/,
    why: 'Bảng của pyHanko không có ngày: thuật toán yếu là yếu mãi, nên không có chữ “NO_POE”. Ta và DSS có ngày hết tin cậy, và thiếu bằng chứng là chữ ký có trước ngày ấy.',
  },
  {
    programs: both,
    group: /thuật toán/,
    name: /2031/,
    why: 'Bảng của ta và bảng đi kèm DSS cùng lấy năm 2028 từ ETSI TS 119 312 V1.5.1, nhưng chính sách của DSS chỉ cảnh báo với ngày hết hạn nằm sau lúc bảng được lập (LevelAfterUpdate WARN); bảng của pyHanko không có ngày. Ta giữ ngày đã công bố.',
  },
  {
    programs: ['dss'],
    name: /mất 5\.000 byte/,
    why: 'Phần còn lại không còn là PDF có chữ ký nên DSS nói không có chữ ký. Ta thấy vết của chữ ký nên báo tệp đã bị làm hỏng.',
  },
  {
    programs: ['hanko'],
    group: /CAdES/,
    name: /^B-LT/,
    why: 'Với CMS rời, pyHanko không lấy chứng cứ thu hồi nằm trong SignedData (RFC 5652 §10.2.1), nên thấy thiếu. DSS đọc được và báo CAdES-BASELINE-LT.',
  },
  {
    programs: ['hanko'],
    name: /thiếu tệp để riêng/,
    why: 'pyHanko không có tên riêng cho việc thiếu tệp gốc: nó so với giá trị băm rỗng. Ta và DSS nói SIGNED_DATA_NOT_FOUND.',
  },
  {
    programs: ['dss'],
    group: /ASiC/,
    name: /thêm một tệp/,
    why: 'Chuẩn ASiC-E cho phép chữ ký chỉ bao trùm một số tệp; DSS cảnh báo (AllFilesSigned ở mức WARN). Chính sách của ta chặt hơn: người mở bộ tệp không thấy tệp nào không được ký, nên chưa kết luận.',
  },
];
