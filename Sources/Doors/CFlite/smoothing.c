// Smooth spectra for flite's statistical voices, faster: from what its trees say of each
// frame, and of the change from frame to frame, to the likeliest course of each coefficient.
//
// K. Tokuda et al.: Speech parameter generation algorithms for HMM-based speech synthesis,
// 2000: a band of five diagonals for each coefficient, solved by Cholesky's method. libflite
// solves one after the other, and works out beside them how likely the result is, which
// nobody asks for. Here eight coefficients go side by side through the lanes of a vector.
//
// libflite finds this function as it finds those in lookup.c; windows of another size than
// three frames are left to libflite's.

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include <flite/cst_cg.h>
#include <flite/cst_track.h>

#include "theirs.h"
#include "vectors.h"

// Of a coefficient at a frame: by how much the trees are sure, and that times what they say.
struct belief {
    lanes certainty, weighted;
};

// What is known of all frames: of eight coefficients, then of their changes, then the next.
struct beliefs {
    int frames, groups;
    struct belief *all;
};

static struct belief *belief(const struct beliefs *beliefs, int frame, int group, bool change) {
    return &beliefs->all[(frame * beliefs->groups + group) * 2 + change];
}

// Frames hold, behind the pitch and what stands with it, pairs of mean and deviation: of the
// coefficients, then of their changes.
static void take_beliefs(const struct beliefs *beliefs, const cst_track *track, int count) {
    // flite's stand-in where the product of all variances vanishes.
    const double usual = 0.0962;
    for (int i = 0; i < beliefs->frames; i++) {
        double product = 1;
        for (int j = 0; j < beliefs->groups * 2; j++) {
            // Lanes without a coefficient have an equation too.
            *belief(beliefs, i, j / 2, j % 2) = (struct belief){(lanes){0} + 1, {0}};
        }
        for (int j = 0; j < 2 * count; j++) {
            double mean = track->frames[i][(j + 1) * 2];
            float deviation = track->frames[i][(j + 1) * 2 + 1];
            double variance = deviation * deviation;
            product *= variance;
            if (!(product > 0)) {
                variance = usual;
                product = pow(usual, j + 1);
            }
            int place = j % count;
            struct belief *known = belief(beliefs, i, place / width, j >= count);
            known->certainty[place % width] = 1 / variance;
            known->weighted[place % width] = 1 / variance * mean;
        }
    }
}

// A row of the equations, and what became of it.
struct row {
    lanes diagonal, next, second, value;
};

// The courses of eight coefficients, in the rows' values.
FOR_EACH_PROCESSOR
static void solve(
    const struct beliefs *beliefs, int group, const float *window, struct row *rows) {
    int frames = beliefs->frames;
    const float *centre = window + 1;
    for (int i = 0; i < frames; i++) {
        struct belief known = *belief(beliefs, i, group, false);
        struct row row = {.diagonal = known.certainty, .value = known.weighted};
        lanes *band[] = {&row.diagonal, &row.next, &row.second};
        for (int k = -1; k <= 1; k++) {
            if (i + k < 0 || i + k >= frames) continue;
            struct belief change = *belief(beliefs, i + k, group, true);
            double weight = centre[-k];
            row.value += weight * change.weighted;
            for (int l = 0; l <= 1 + k && i + l < frames; l++) {
                *band[l] += weight * change.certainty * (double)centre[l - k];
            }
        }
        if (i > 0) {
            const struct row *before = &rows[i - 1];
            row.diagonal -= before->next * before->next;
            row.next -= before->next * before->second;
            row.value -= before->next * before->value;
        }
        if (i > 1) {
            const struct row *before = &rows[i - 2];
            row.diagonal -= before->second * before->second;
            row.value -= before->second * before->value;
        }
        row.diagonal = __builtin_elementwise_sqrt(row.diagonal);
        row.next /= row.diagonal;
        row.second /= row.diagonal;
        row.value /= row.diagonal;
        rows[i] = row;
    }
    for (int i = frames - 1; i >= 0; i--) {
        lanes value = rows[i].value;
        if (i + 1 < frames) value -= rows[i].next * rows[i + 1].value;
        if (i + 2 < frames) value -= rows[i].second * rows[i + 2].value;
        rows[i].value = value / rows[i].diagonal;
    }
}

typedef cst_track *generation(const cst_track *, cst_cg_db *);

__attribute__((visibility("default"))) cst_track *mlpg(const cst_track *track, cst_cg_db *voice) {
    int frames = track->num_frames;
    int count = (track->num_channels / 2 - 1) / 2;
    int groups = (count + width - 1) / width;
    struct beliefs beliefs = {frames, groups, NULL};
    struct row *rows = NULL;
    if (!cflite_prefers_theirs() && voice->dynwin && voice->dynwinsize == 3 && frames > 0 &&
        count > 0) {
        beliefs.all =
            aligned_alloc(sizeof(lanes), sizeof *beliefs.all * 2 * (size_t)frames * (size_t)groups);
        rows = aligned_alloc(sizeof(lanes), sizeof *rows * (size_t)frames);
    }
    if (!beliefs.all || !rows) {
        free(beliefs.all);
        free(rows);
        generation *theirs = (generation *)cflite_theirs("mlpg");
        return theirs ? theirs(track, voice) : NULL;
    }
    take_beliefs(&beliefs, track, count);
    cst_track *smooth = new_track();
    cst_track_resize(smooth, frames, count + 1);
    for (int i = 0; i < frames; i++) {
        smooth->times[i] = track->times[i];
        smooth->frames[i][0] = track->frames[i][0];
    }
    for (int group = 0; group < groups; group++) {
        solve(&beliefs, group, voice->dynwin, rows);
        for (int i = 0; i < frames; i++) {
            for (int lane = 0; lane < width && group * width + lane < count; lane++) {
                smooth->frames[i][1 + group * width + lane] = (float)rows[i].value[lane];
            }
        }
    }
    free(beliefs.all);
    free(rows);
    return smooth;
}
