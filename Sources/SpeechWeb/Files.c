// Written by scripts/page/embed.mjs.
#include "SpeechWeb.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char advice_js[] = {
#embed "Page/advice.js"
};

static const unsigned char announcer_js[] = {
#embed "Page/announcer.js"
};

static const unsigned char api_js[] = {
#embed "Page/api.js"
};

static const unsigned char base_css[] = {
#embed "Page/base.css"
};

static const unsigned char capture_worklet_js[] = {
#embed "Page/capture-worklet.js"
};

static const unsigned char capture_js[] = {
#embed "Page/capture.js"
};

static const unsigned char charts_js[] = {
#embed "Page/charts.js"
};

static const unsigned char clip_recorder_js[] = {
#embed "Page/clip-recorder.js"
};

static const unsigned char compare_css[] = {
#embed "Page/compare.css"
};

static const unsigned char compare_html[] = {
#embed "Page/compare.html"
};

static const unsigned char compare_js[] = {
#embed "Page/compare.js"
};

static const unsigned char connection_js[] = {
#embed "Page/connection.js"
};

static const unsigned char convert_advice_js[] = {
#embed "Page/convert-advice.js"
};

static const unsigned char convert_socket_js[] = {
#embed "Page/convert-socket.js"
};

static const unsigned char convert_css[] = {
#embed "Page/convert.css"
};

static const unsigned char convert_html[] = {
#embed "Page/convert.html"
};

static const unsigned char convert_js[] = {
#embed "Page/convert.js"
};

static const unsigned char converted_file_js[] = {
#embed "Page/converted-file.js"
};

static const unsigned char counts_view_js[] = {
#embed "Page/counts-view.js"
};

static const unsigned char deck_js[] = {
#embed "Page/deck.js"
};

static const unsigned char docs_css[] = {
#embed "Page/docs.css"
};

static const unsigned char dom_js[] = {
#embed "Page/dom.js"
};

static const unsigned char download_js[] = {
#embed "Page/download.js"
};

static const unsigned char estimate_js[] = {
#embed "Page/estimate.js"
};

static const unsigned char event_feed_js[] = {
#embed "Page/event-feed.js"
};

static const unsigned char figures_js[] = {
#embed "Page/figures.js"
};

static const unsigned char file_drop_js[] = {
#embed "Page/file-drop.js"
};

static const unsigned char files_view_js[] = {
#embed "Page/files-view.js"
};

static const unsigned char form_dialog_js[] = {
#embed "Page/form-dialog.js"
};

static const unsigned char format_js[] = {
#embed "Page/format.js"
};

static const unsigned char frame_collector_js[] = {
#embed "Page/frame-collector.js"
};

static const unsigned char history_view_js[] = {
#embed "Page/history-view.js"
};

static const unsigned char history_js[] = {
#embed "Page/history.js"
};

static const unsigned char hold_button_js[] = {
#embed "Page/hold-button.js"
};

static const unsigned char i18n_js[] = {
#embed "Page/i18n.js"
};

static const unsigned char icon_svg[] = {
#embed "Page/icon.svg"
};

static const unsigned char icons_js[] = {
#embed "Page/icons.js"
};

static const unsigned char index_html[] = {
#embed "Page/index.html"
};

static const unsigned char interpolation_js[] = {
#embed "Page/interpolation.js"
};

static const unsigned char jitter_buffer_js[] = {
#embed "Page/jitter-buffer.js"
};

static const unsigned char jobs_view_js[] = {
#embed "Page/jobs-view.js"
};

static const unsigned char jobs_js[] = {
#embed "Page/jobs.js"
};

static const unsigned char key_dialog_js[] = {
#embed "Page/key-dialog.js"
};

static const unsigned char key_js[] = {
#embed "Page/key.js"
};

static const unsigned char latency_view_js[] = {
#embed "Page/latency-view.js"
};

static const unsigned char latency_js[] = {
#embed "Page/latency.js"
};

static const unsigned char level_meter_js[] = {
#embed "Page/level-meter.js"
};

static const unsigned char levels_js[] = {
#embed "Page/levels.js"
};

static const unsigned char listening_js[] = {
#embed "Page/listening.js"
};

static const unsigned char live_audio_js[] = {
#embed "Page/live-audio.js"
};

static const unsigned char live_session_js[] = {
#embed "Page/live-session.js"
};

static const unsigned char live_view_js[] = {
#embed "Page/live-view.js"
};

static const unsigned char live_worklet_js[] = {
#embed "Page/live-worklet.js"
};

static const unsigned char manuscript_js[] = {
#embed "Page/manuscript.js"
};

static const unsigned char metrics_text_js[] = {
#embed "Page/metrics-text.js"
};

static const unsigned char microphone_js[] = {
#embed "Page/microphone.js"
};

static const unsigned char peaks_js[] = {
#embed "Page/peaks.js"
};

static const unsigned char playback_js[] = {
#embed "Page/playback.js"
};

static const unsigned char player_worklet_js[] = {
#embed "Page/player-worklet.js"
};

static const unsigned char player_js[] = {
#embed "Page/player.js"
};

static const unsigned char preview_js[] = {
#embed "Page/preview.js"
};

static const unsigned char problem_js[] = {
#embed "Page/problem.js"
};

static const unsigned char profile_form_js[] = {
#embed "Page/profile-form.js"
};

static const unsigned char profiles_view_js[] = {
#embed "Page/profiles-view.js"
};

static const unsigned char profiles_js[] = {
#embed "Page/profiles.js"
};

static const unsigned char reader_js[] = {
#embed "Page/reader.js"
};

static const unsigned char recording_js[] = {
#embed "Page/recording.js"
};

static const unsigned char refusal_js[] = {
#embed "Page/refusal.js"
};

static const unsigned char request_table_js[] = {
#embed "Page/request-table.js"
};

static const unsigned char ring_buffer_js[] = {
#embed "Page/ring-buffer.js"
};

static const unsigned char rolling_series_js[] = {
#embed "Page/rolling-series.js"
};

static const unsigned char sample_bytes_js[] = {
#embed "Page/sample-bytes.js"
};

static const unsigned char samples_js[] = {
#embed "Page/samples.js"
};

static const unsigned char settings_form_js[] = {
#embed "Page/settings-form.js"
};

static const unsigned char shell_js[] = {
#embed "Page/shell.js"
};

static const unsigned char speak_css[] = {
#embed "Page/speak.css"
};

static const unsigned char speak_js[] = {
#embed "Page/speak.js"
};

static const unsigned char speech_socket_js[] = {
#embed "Page/speech-socket.js"
};

static const unsigned char sse_js[] = {
#embed "Page/sse.js"
};

static const unsigned char stats_css[] = {
#embed "Page/stats.css"
};

static const unsigned char stats_html[] = {
#embed "Page/stats.html"
};

static const unsigned char stats_js[] = {
#embed "Page/stats.js"
};

static const unsigned char store_js[] = {
#embed "Page/store.js"
};

static const unsigned char strings_en_js[] = {
#embed "Page/strings-en.js"
};

static const unsigned char strings_ja_js[] = {
#embed "Page/strings-ja.js"
};

static const unsigned char strings_pt_js[] = {
#embed "Page/strings-pt.js"
};

static const unsigned char strings_zh_js[] = {
#embed "Page/strings-zh.js"
};

static const unsigned char targets_js[] = {
#embed "Page/targets.js"
};

static const unsigned char text_file_js[] = {
#embed "Page/text-file.js"
};

static const unsigned char text_offsets_js[] = {
#embed "Page/text-offsets.js"
};

static const unsigned char theme_early_js[] = {
#embed "Page/theme-early.js"
};

static const unsigned char theme_js[] = {
#embed "Page/theme.js"
};

static const unsigned char timeline_view_js[] = {
#embed "Page/timeline-view.js"
};

static const unsigned char timeline_js[] = {
#embed "Page/timeline.js"
};

static const unsigned char tokens_css[] = {
#embed "Page/tokens.css"
};

static const unsigned char utterance_js[] = {
#embed "Page/utterance.js"
};

static const unsigned char voice_picker_css[] = {
#embed "Page/voice-picker.css"
};

static const unsigned char voice_picker_js[] = {
#embed "Page/voice-picker.js"
};

static const unsigned char voices_js[] = {
#embed "Page/voices.js"
};

static const unsigned char wave_file_js[] = {
#embed "Page/wave-file.js"
};

static const unsigned char wave_reader_js[] = {
#embed "Page/wave-reader.js"
};

static const unsigned char waveform_js[] = {
#embed "Page/waveform.js"
};

static const unsigned char way_on_js[] = {
#embed "Page/way-on.js"
};

static const SpeechWebFile files[] = {
    {"advice.js", "text/javascript; charset=utf-8", advice_js,
     sizeof advice_js},
    {"announcer.js", "text/javascript; charset=utf-8", announcer_js,
     sizeof announcer_js},
    {"api.js", "text/javascript; charset=utf-8", api_js,
     sizeof api_js},
    {"base.css", "text/css; charset=utf-8", base_css,
     sizeof base_css},
    {"capture-worklet.js", "text/javascript; charset=utf-8", capture_worklet_js,
     sizeof capture_worklet_js},
    {"capture.js", "text/javascript; charset=utf-8", capture_js,
     sizeof capture_js},
    {"charts.js", "text/javascript; charset=utf-8", charts_js,
     sizeof charts_js},
    {"clip-recorder.js", "text/javascript; charset=utf-8", clip_recorder_js,
     sizeof clip_recorder_js},
    {"compare.css", "text/css; charset=utf-8", compare_css,
     sizeof compare_css},
    {"compare.html", "text/html; charset=utf-8", compare_html,
     sizeof compare_html},
    {"compare.js", "text/javascript; charset=utf-8", compare_js,
     sizeof compare_js},
    {"connection.js", "text/javascript; charset=utf-8", connection_js,
     sizeof connection_js},
    {"convert-advice.js", "text/javascript; charset=utf-8", convert_advice_js,
     sizeof convert_advice_js},
    {"convert-socket.js", "text/javascript; charset=utf-8", convert_socket_js,
     sizeof convert_socket_js},
    {"convert.css", "text/css; charset=utf-8", convert_css,
     sizeof convert_css},
    {"convert.html", "text/html; charset=utf-8", convert_html,
     sizeof convert_html},
    {"convert.js", "text/javascript; charset=utf-8", convert_js,
     sizeof convert_js},
    {"converted-file.js", "text/javascript; charset=utf-8", converted_file_js,
     sizeof converted_file_js},
    {"counts-view.js", "text/javascript; charset=utf-8", counts_view_js,
     sizeof counts_view_js},
    {"deck.js", "text/javascript; charset=utf-8", deck_js,
     sizeof deck_js},
    {"docs.css", "text/css; charset=utf-8", docs_css,
     sizeof docs_css},
    {"dom.js", "text/javascript; charset=utf-8", dom_js,
     sizeof dom_js},
    {"download.js", "text/javascript; charset=utf-8", download_js,
     sizeof download_js},
    {"estimate.js", "text/javascript; charset=utf-8", estimate_js,
     sizeof estimate_js},
    {"event-feed.js", "text/javascript; charset=utf-8", event_feed_js,
     sizeof event_feed_js},
    {"figures.js", "text/javascript; charset=utf-8", figures_js,
     sizeof figures_js},
    {"file-drop.js", "text/javascript; charset=utf-8", file_drop_js,
     sizeof file_drop_js},
    {"files-view.js", "text/javascript; charset=utf-8", files_view_js,
     sizeof files_view_js},
    {"form-dialog.js", "text/javascript; charset=utf-8", form_dialog_js,
     sizeof form_dialog_js},
    {"format.js", "text/javascript; charset=utf-8", format_js,
     sizeof format_js},
    {"frame-collector.js", "text/javascript; charset=utf-8", frame_collector_js,
     sizeof frame_collector_js},
    {"history-view.js", "text/javascript; charset=utf-8", history_view_js,
     sizeof history_view_js},
    {"history.js", "text/javascript; charset=utf-8", history_js,
     sizeof history_js},
    {"hold-button.js", "text/javascript; charset=utf-8", hold_button_js,
     sizeof hold_button_js},
    {"i18n.js", "text/javascript; charset=utf-8", i18n_js,
     sizeof i18n_js},
    {"icon.svg", "image/svg+xml", icon_svg,
     sizeof icon_svg},
    {"icons.js", "text/javascript; charset=utf-8", icons_js,
     sizeof icons_js},
    {"index.html", "text/html; charset=utf-8", index_html,
     sizeof index_html},
    {"interpolation.js", "text/javascript; charset=utf-8", interpolation_js,
     sizeof interpolation_js},
    {"jitter-buffer.js", "text/javascript; charset=utf-8", jitter_buffer_js,
     sizeof jitter_buffer_js},
    {"jobs-view.js", "text/javascript; charset=utf-8", jobs_view_js,
     sizeof jobs_view_js},
    {"jobs.js", "text/javascript; charset=utf-8", jobs_js,
     sizeof jobs_js},
    {"key-dialog.js", "text/javascript; charset=utf-8", key_dialog_js,
     sizeof key_dialog_js},
    {"key.js", "text/javascript; charset=utf-8", key_js,
     sizeof key_js},
    {"latency-view.js", "text/javascript; charset=utf-8", latency_view_js,
     sizeof latency_view_js},
    {"latency.js", "text/javascript; charset=utf-8", latency_js,
     sizeof latency_js},
    {"level-meter.js", "text/javascript; charset=utf-8", level_meter_js,
     sizeof level_meter_js},
    {"levels.js", "text/javascript; charset=utf-8", levels_js,
     sizeof levels_js},
    {"listening.js", "text/javascript; charset=utf-8", listening_js,
     sizeof listening_js},
    {"live-audio.js", "text/javascript; charset=utf-8", live_audio_js,
     sizeof live_audio_js},
    {"live-session.js", "text/javascript; charset=utf-8", live_session_js,
     sizeof live_session_js},
    {"live-view.js", "text/javascript; charset=utf-8", live_view_js,
     sizeof live_view_js},
    {"live-worklet.js", "text/javascript; charset=utf-8", live_worklet_js,
     sizeof live_worklet_js},
    {"manuscript.js", "text/javascript; charset=utf-8", manuscript_js,
     sizeof manuscript_js},
    {"metrics-text.js", "text/javascript; charset=utf-8", metrics_text_js,
     sizeof metrics_text_js},
    {"microphone.js", "text/javascript; charset=utf-8", microphone_js,
     sizeof microphone_js},
    {"peaks.js", "text/javascript; charset=utf-8", peaks_js,
     sizeof peaks_js},
    {"playback.js", "text/javascript; charset=utf-8", playback_js,
     sizeof playback_js},
    {"player-worklet.js", "text/javascript; charset=utf-8", player_worklet_js,
     sizeof player_worklet_js},
    {"player.js", "text/javascript; charset=utf-8", player_js,
     sizeof player_js},
    {"preview.js", "text/javascript; charset=utf-8", preview_js,
     sizeof preview_js},
    {"problem.js", "text/javascript; charset=utf-8", problem_js,
     sizeof problem_js},
    {"profile-form.js", "text/javascript; charset=utf-8", profile_form_js,
     sizeof profile_form_js},
    {"profiles-view.js", "text/javascript; charset=utf-8", profiles_view_js,
     sizeof profiles_view_js},
    {"profiles.js", "text/javascript; charset=utf-8", profiles_js,
     sizeof profiles_js},
    {"reader.js", "text/javascript; charset=utf-8", reader_js,
     sizeof reader_js},
    {"recording.js", "text/javascript; charset=utf-8", recording_js,
     sizeof recording_js},
    {"refusal.js", "text/javascript; charset=utf-8", refusal_js,
     sizeof refusal_js},
    {"request-table.js", "text/javascript; charset=utf-8", request_table_js,
     sizeof request_table_js},
    {"ring-buffer.js", "text/javascript; charset=utf-8", ring_buffer_js,
     sizeof ring_buffer_js},
    {"rolling-series.js", "text/javascript; charset=utf-8", rolling_series_js,
     sizeof rolling_series_js},
    {"sample-bytes.js", "text/javascript; charset=utf-8", sample_bytes_js,
     sizeof sample_bytes_js},
    {"samples.js", "text/javascript; charset=utf-8", samples_js,
     sizeof samples_js},
    {"settings-form.js", "text/javascript; charset=utf-8", settings_form_js,
     sizeof settings_form_js},
    {"shell.js", "text/javascript; charset=utf-8", shell_js,
     sizeof shell_js},
    {"speak.css", "text/css; charset=utf-8", speak_css,
     sizeof speak_css},
    {"speak.js", "text/javascript; charset=utf-8", speak_js,
     sizeof speak_js},
    {"speech-socket.js", "text/javascript; charset=utf-8", speech_socket_js,
     sizeof speech_socket_js},
    {"sse.js", "text/javascript; charset=utf-8", sse_js,
     sizeof sse_js},
    {"stats.css", "text/css; charset=utf-8", stats_css,
     sizeof stats_css},
    {"stats.html", "text/html; charset=utf-8", stats_html,
     sizeof stats_html},
    {"stats.js", "text/javascript; charset=utf-8", stats_js,
     sizeof stats_js},
    {"store.js", "text/javascript; charset=utf-8", store_js,
     sizeof store_js},
    {"strings-en.js", "text/javascript; charset=utf-8", strings_en_js,
     sizeof strings_en_js},
    {"strings-ja.js", "text/javascript; charset=utf-8", strings_ja_js,
     sizeof strings_ja_js},
    {"strings-pt.js", "text/javascript; charset=utf-8", strings_pt_js,
     sizeof strings_pt_js},
    {"strings-zh.js", "text/javascript; charset=utf-8", strings_zh_js,
     sizeof strings_zh_js},
    {"targets.js", "text/javascript; charset=utf-8", targets_js,
     sizeof targets_js},
    {"text-file.js", "text/javascript; charset=utf-8", text_file_js,
     sizeof text_file_js},
    {"text-offsets.js", "text/javascript; charset=utf-8", text_offsets_js,
     sizeof text_offsets_js},
    {"theme-early.js", "text/javascript; charset=utf-8", theme_early_js,
     sizeof theme_early_js},
    {"theme.js", "text/javascript; charset=utf-8", theme_js,
     sizeof theme_js},
    {"timeline-view.js", "text/javascript; charset=utf-8", timeline_view_js,
     sizeof timeline_view_js},
    {"timeline.js", "text/javascript; charset=utf-8", timeline_js,
     sizeof timeline_js},
    {"tokens.css", "text/css; charset=utf-8", tokens_css,
     sizeof tokens_css},
    {"utterance.js", "text/javascript; charset=utf-8", utterance_js,
     sizeof utterance_js},
    {"voice-picker.css", "text/css; charset=utf-8", voice_picker_css,
     sizeof voice_picker_css},
    {"voice-picker.js", "text/javascript; charset=utf-8", voice_picker_js,
     sizeof voice_picker_js},
    {"voices.js", "text/javascript; charset=utf-8", voices_js,
     sizeof voices_js},
    {"wave-file.js", "text/javascript; charset=utf-8", wave_file_js,
     sizeof wave_file_js},
    {"wave-reader.js", "text/javascript; charset=utf-8", wave_reader_js,
     sizeof wave_reader_js},
    {"waveform.js", "text/javascript; charset=utf-8", waveform_js,
     sizeof waveform_js},
    {"way-on.js", "text/javascript; charset=utf-8", way_on_js,
     sizeof way_on_js},
};

const SpeechWebFile *const speechWebFiles = files;
const size_t speechWebFileCount = sizeof files / sizeof *files;
