/** Sentences about making signatures and making them last. */
export const signingMessages = {
  evidenceMissing: {
    vi: 'Không lấy được bằng chứng còn hiệu lực hay đã thu hồi của chứng thư số sau, nên không nâng mức chữ ký:',
    en: 'There is no proof whether this certificate was revoked, so the signature was not raised:',
  },
  kindNotExtendable: {
    vi: 'Chưa gia hạn được chữ ký của loại tệp này.',
    en: 'Signatures in this kind of file cannot be renewed yet.',
  },
  stampNotBelieved: {
    vi: 'Chữ ký có dấu thời gian nhưng dấu ấy không tin được, nên không thể gia hạn.',
    en: 'The signature has a time-stamp that is not believed, so it cannot be renewed.',
  },
  timestampDown: {
    vi: 'Dịch vụ dấu thời gian không trả lời, nên chữ ký chỉ ở mức B-B (chưa có dấu thời gian). Hãy bổ sung dấu thời gian khi dịch vụ hoạt động lại.',
    en: 'The time-stamping service did not answer, so the signature is of level B-B, without a time-stamp. Add one when the service is back.',
  },
};
