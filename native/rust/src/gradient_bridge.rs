//! The gradient kernels as the flat externs of `dev.lethe.natives.GradientBridge`.
//!
//! Small arrays are copied in and out. The sum is used in place: between taking and releasing it nothing here calls
//! into the JVM, and the kernels' own threads never do.

use crate::boundary::{guarded, Failure, Outcome};
use jni::objects::{
    AutoElementsCritical, JByteBuffer, JClass, JDoubleArray, JIntArray, JObject, ReleaseMode,
};
use jni::sys::{jboolean, jdouble, jdoubleArray, jint, jlong, jobjectArray};
use jni::JNIEnv;
use lethe_gradients::{Axis, Contributions, Geometry, Ids, Isa, Kernels, Place, Rows, Tokens};

fn kernels<'a>(pointer: jlong) -> Outcome<&'a Kernels> {
    // SAFETY: Java holds the pointer in use for the length of the call.
    unsafe { (pointer as *const Kernels).as_ref() }
        .ok_or_else(|| Failure::new("Gradients", "a null pointer where kernels are needed"))
}

fn size(value: jint) -> Outcome<usize> {
    usize::try_from(value).map_err(|_| Failure::new("Gradients", "a negative size"))
}

/// -1 stands for nothing.
fn offset(value: jint) -> Option<usize> {
    usize::try_from(value).ok()
}

/// The elements of a direct buffer, which is not Rust's to borrow.
#[allow(clippy::mut_from_ref)]
fn elements<'b, T>(env: &JNIEnv, buffer: &'b JObject) -> Outcome<&'b mut [T]> {
    // SAFETY: only its address and capacity are asked for, which any direct buffer has.
    let buffer: JByteBuffer = unsafe { JObject::from_raw(buffer.as_raw()) }.into();
    let address = env.get_direct_buffer_address(&buffer)?;
    let count = env.get_direct_buffer_capacity(&buffer)?;
    if !(address as usize).is_multiple_of(align_of::<T>()) {
        return Err(Failure::new("Gradients", "a buffer that is not aligned"));
    }
    // SAFETY: the JVM says that there are so many elements, and the caller keeps the buffer for the call and hands no
    // buffer that is written to in twice.
    Ok(unsafe { std::slice::from_raw_parts_mut(address.cast(), count) })
}

fn rows<'b>(env: &JNIEnv, buffer: &'b JObject, stride: jint, width: jint) -> Outcome<Rows<'b>> {
    Ok(Rows {
        values: elements(env, buffer)?,
        stride: size(stride)?,
        width: size(width)?,
    })
}

fn contributions<'b>(
    env: &JNIEnv,
    buffer: &'b JObject,
    stride: jint,
) -> Outcome<Contributions<'b>> {
    Ok(Contributions {
        values: elements(env, buffer)?,
        stride: size(stride)?,
    })
}

fn place(weights: jint, bias: jint, adds: jboolean) -> Place {
    Place {
        weights: offset(weights),
        bias: offset(bias),
        adds: adds != 0,
    }
}

fn tokens<'b>(
    env: &JNIEnv,
    ids: &'b JObject,
    id_bytes: jint,
    vocabulary: jint,
    padding: jint,
) -> Outcome<Tokens<'b>> {
    Ok(Tokens {
        ids: if id_bytes == 8 {
            Ids::Long(elements(env, ids)?)
        } else {
            Ids::Int(elements(env, ids)?)
        },
        vocabulary: size(vocabulary)?,
        padding: offset(padding),
    })
}

fn ints(env: &JNIEnv, array: &JIntArray) -> Outcome<Vec<jint>> {
    let mut values = vec![0; size(env.get_array_length(array)?)?];
    env.get_int_array_region(array, 0, &mut values)?;
    if values.is_empty() {
        return Err(Failure::new("Gradients", "starts without an end"));
    }
    Ok(values)
}

fn doubles(env: &JNIEnv, array: &JDoubleArray) -> Outcome<Vec<jdouble>> {
    let mut values = vec![0.0; size(env.get_array_length(array)?)?];
    env.get_double_array_region(array, 0, &mut values)?;
    Ok(values)
}

fn returned(env: &JNIEnv, values: &[f64]) -> Outcome<jdoubleArray> {
    let length = jint::try_from(values.len())
        .map_err(|_| Failure::new("Gradients", "more results than an array holds"))?;
    let array = env.new_double_array(length)?;
    env.set_double_array_region(&array, 0, values)?;
    Ok(array.into_raw())
}

/// A pointer as the default that [`guarded`] needs.
struct Array(jdoubleArray);

impl Default for Array {
    fn default() -> Self {
        Array(std::ptr::null_mut())
    }
}

fn in_place<'l, 'o, 'a, 'e>(
    env: &'e mut JNIEnv<'l>,
    sum: &'a JDoubleArray<'o>,
) -> Outcome<AutoElementsCritical<'l, 'o, 'a, 'e, jdouble>> {
    // SAFETY: no call into the JVM follows before it is dropped.
    Ok(unsafe { env.get_array_elements_critical(sum, ReleaseMode::CopyBack)? })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_instructions<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
) -> jobjectArray {
    guarded(&mut env, |env| {
        let all = Isa::available();
        let texts = env.new_object_array(all.len() as jint, "java/lang/String", JObject::null())?;
        for (k, isa) in all.iter().enumerate() {
            let text = env.new_string(isa.name())?;
            env.set_object_array_element(&texts, k as jint, text)?;
        }
        Ok(Array(texts.into_raw()))
    })
    .0
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_open<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    instructions: jint,
    threads: jint,
) -> jlong {
    guarded(&mut env, |_| {
        let isa = *Isa::available()
            .get(size(instructions)?)
            .ok_or_else(|| Failure::new("Gradients", "no such instructions here"))?;
        let kernels = Kernels::new(isa, size(threads)?)
            .map_err(|e| Failure::new("Gradients", format!("no thread could be started: {e}")))?;
        Ok(Box::into_raw(Box::new(kernels)) as jlong)
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_close<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
) {
    guarded(&mut env, |_| {
        if pointer != 0 {
            // SAFETY: Java gives back what `open` made, once.
            drop(unsafe { Box::from_raw(pointer as *mut Kernels) });
        }
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_outerProducts<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    activations: JObject<'a>,
    activation_stride: jint,
    activation_width: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
    weights: jint,
    bias: jint,
    adds: jboolean,
    to: JObject<'a>,
    to_stride: jint,
) {
    guarded(&mut env, |env| {
        kernels(pointer)?.outer_products(
            &ints(env, &units)?,
            rows(env, &activations, activation_stride, activation_width)?,
            rows(env, &gradients, gradient_stride, gradient_width)?,
            place(weights, bias, adds),
            contributions(env, &to, to_stride)?,
        );
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_convolutionProducts<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    inputs: JObject<'a>,
    input_stride: jint,
    input_width: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
    geometry: JIntArray<'a>,
    weights: jint,
    bias: jint,
    adds: jboolean,
    to: JObject<'a>,
    to_stride: jint,
) {
    guarded(&mut env, |env| {
        kernels(pointer)?.convolution_products(
            &ints(env, &units)?,
            rows(env, &inputs, input_stride, input_width)?,
            rows(env, &gradients, gradient_stride, gradient_width)?,
            convolution(&ints(env, &geometry)?)?,
            place(weights, bias, adds),
            contributions(env, &to, to_stride)?,
        );
        Ok(())
    })
}

fn convolution(values: &[jint]) -> Outcome<Geometry> {
    let values: Vec<usize> = values.iter().map(|&v| size(v)).collect::<Outcome<_>>()?;
    if values.len() != 18 {
        return Err(Failure::new("Gradients", "a geometry is 18 numbers"));
    }
    let axis = |at: usize| Axis {
        size: values[at],
        kernel: values[at + 1],
        stride: values[at + 2],
        padding: values[at + 3],
        dilation: values[at + 4],
    };
    Ok(Geometry {
        inputs: values[0],
        outputs: values[1],
        groups: values[2],
        axes: [axis(3), axis(8), axis(13)],
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_scaleProducts<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    inputs: JObject<'a>,
    input_stride: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    width: jint,
    channels: jint,
    weights: jint,
    bias: jint,
    adds: jboolean,
    to: JObject<'a>,
    to_stride: jint,
) {
    guarded(&mut env, |env| {
        kernels(pointer)?.scale_products(
            &ints(env, &units)?,
            rows(env, &inputs, input_stride, width)?,
            rows(env, &gradients, gradient_stride, width)?,
            size(channels)?,
            place(weights, bias, adds),
            contributions(env, &to, to_stride)?,
        );
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_embeddingProducts<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    ids: JObject<'a>,
    id_bytes: jint,
    vocabulary: jint,
    padding: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
    weights: jint,
    adds: jboolean,
    to: JObject<'a>,
    to_stride: jint,
) {
    guarded(&mut env, |env| {
        kernels(pointer)?.embedding_products(
            &ints(env, &units)?,
            tokens(env, &ids, id_bytes, vocabulary, padding)?,
            rows(env, &gradients, gradient_stride, gradient_width)?,
            size(weights)?,
            adds != 0,
            contributions(env, &to, to_stride)?,
        );
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_embeddingSquares<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    ids: JObject<'a>,
    id_bytes: jint,
    vocabulary: jint,
    padding: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
) -> jdoubleArray {
    guarded(&mut env, |env| {
        let units = ints(env, &units)?;
        let mut squares = vec![0.0; units.len() - 1];
        kernels(pointer)?.embedding_squares(
            &units,
            tokens(env, &ids, id_bytes, vocabulary, padding)?,
            rows(env, &gradients, gradient_stride, gradient_width)?,
            &mut squares,
        );
        returned(env, &squares).map(Array)
    })
    .0
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_addEmbedding<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    ids: JObject<'a>,
    id_bytes: jint,
    vocabulary: jint,
    padding: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
    weights: JDoubleArray<'a>,
    sum: JDoubleArray<'a>,
    at: jint,
) {
    guarded(&mut env, |env| {
        let kernels = kernels(pointer)?;
        let units = ints(env, &units)?;
        let tokens = tokens(env, &ids, id_bytes, vocabulary, padding)?;
        let gradients = rows(env, &gradients, gradient_stride, gradient_width)?;
        let weights = doubles(env, &weights)?;
        let at = size(at)?;
        let mut sum = in_place(env, &sum)?;
        kernels.add_embedding(&units, tokens, gradients, &weights, &mut sum, at);
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_squaredNorms<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    values: JObject<'a>,
    stride: jint,
    units: jint,
    parts: JIntArray<'a>,
) -> jdoubleArray {
    guarded(&mut env, |env| {
        let parts = ints(env, &parts)?;
        let mut squares = vec![0.0; size(units)? * (parts.len() - 1)];
        kernels(pointer)?.squared_norms(
            elements(env, &values)?,
            size(stride)?,
            &parts,
            &mut squares,
        );
        returned(env, &squares).map(Array)
    })
    .0
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_addWeighted<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    values: JObject<'a>,
    stride: jint,
    weights: JDoubleArray<'a>,
    from: jint,
    length: jint,
    sum: JDoubleArray<'a>,
    at: jint,
) {
    guarded(&mut env, |env| {
        let kernels = kernels(pointer)?;
        let values = elements::<f32>(env, &values)?;
        let weights = doubles(env, &weights)?;
        let (stride, from, length, at) = (size(stride)?, size(from)?, size(length)?, size(at)?);
        let mut sum = in_place(env, &sum)?;
        kernels.add_weighted(values, stride, &weights, from, &mut sum[at..][..length]);
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_rowSquares<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    values: JObject<'a>,
    stride: jint,
    width: jint,
    count: jint,
) -> jdoubleArray {
    guarded(&mut env, |env| {
        let mut squares = vec![0.0; size(count)?];
        kernels(pointer)?.row_squares(rows(env, &values, stride, width)?, &mut squares);
        returned(env, &squares).map(Array)
    })
    .0
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_addOuterProducts<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    activations: JObject<'a>,
    activation_stride: jint,
    activation_width: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
    weights: JDoubleArray<'a>,
    buckets: JIntArray<'a>,
    sum: JDoubleArray<'a>,
    weights_at: jint,
    bias_at: jint,
) {
    guarded(&mut env, |env| {
        let kernels = kernels(pointer)?;
        let activations = rows(env, &activations, activation_stride, activation_width)?;
        let gradients = rows(env, &gradients, gradient_stride, gradient_width)?;
        let weights = doubles(env, &weights)?;
        let buckets = ints(env, &buckets)?;
        let place = place(weights_at, bias_at, 1);
        let mut sum = in_place(env, &sum)?;
        kernels.add_outer_products(activations, gradients, &weights, &buckets, &mut sum, place);
        Ok(())
    })
}

#[no_mangle]
pub extern "system" fn Java_dev_lethe_natives_GradientBridge_gram<'a>(
    mut env: JNIEnv<'a>,
    _: JClass<'a>,
    pointer: jlong,
    units: JIntArray<'a>,
    activations: JObject<'a>,
    activation_stride: jint,
    activation_width: jint,
    gradients: JObject<'a>,
    gradient_stride: jint,
    gradient_width: jint,
) -> jdoubleArray {
    guarded(&mut env, |env| {
        let units = ints(env, &units)?;
        let mut results = vec![[0.0; 4]; units.len() - 1];
        kernels(pointer)?.gram(
            &units,
            rows(env, &activations, activation_stride, activation_width)?,
            rows(env, &gradients, gradient_stride, gradient_width)?,
            &mut results,
        );
        returned(env, results.as_flattened()).map(Array)
    })
    .0
}
